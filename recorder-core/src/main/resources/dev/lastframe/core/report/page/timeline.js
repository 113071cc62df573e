/** The stretch as lanes; also the slider that the keyboard moves. */
const LANES = {
  screen: { top: 28, height: 40 },
  missed: { top: 76, height: 16 },
  stutter: { top: 100, height: 16 },
  input: { top: 124, height: 16 },
  mark: { top: 148, height: 16 },
  log: { top: 172, height: 16 },
};
const WIDTH = 10000;

class Timeline {
  constructor(model, onSeek) {
    this.model = model;
    this.track = byId('track');
    this.head = byId('playhead');
    this.hint = byId('hint');
    this.onSeek = onSeek;
    this.paths();
    this.ruler();
    this.track.setAttribute('aria-valuemax', Math.round(model.end / 1000));
    this.track.addEventListener('pointerdown', (e) => this.drag(e));
    this.track.addEventListener('pointermove', (e) => this.point(e));
    this.track.addEventListener('pointerleave', () => { this.hint.hidden = true; });
  }

  x(micros) {
    return Math.min(WIDTH, Math.max(0, micros / this.model.end * WIDTH));
  }

  paths() {
    const found = new Map();
    const add = (name, d) => {
      if (!found.has(name)) {
        found.set(name, []);
      }
      found.get(name).push(d);
    };
    this.most = Math.max(1, ...this.model.screen.map((e) => e.changed || 0));
    for (const second of this.model.screen) {
      this.second(second, add);
    }
    for (const item of [...this.model.lists.events, ...this.model.lists.app, ...this.model.lists.own]) {
      if (item.inside) {
        this.tick(item, add);
      }
    }
    for (const [name, d] of found) {
      byId('path-' + name).setAttribute('d', d.join(''));
    }
  }

  second(e, add) {
    const from = this.x(e.from ?? e.t - SECOND);
    const until = this.x(e.t);
    const share = (e.changed || 0) / this.most;
    const height = e.changed > 0 ? Math.max(2, share * LANES.screen.height) : 0;
    if (until > from && height > 0) {
      add('screen', block(from, LANES.screen.top + LANES.screen.height - height, until - from, height));
    }
  }

  tick(item, add) {
    const x = this.x(item.t);
    const wide = Math.max(0, this.x(item.until) - x);
    const line = (lane) => 'M' + x.toFixed(1) + ' ' + LANES[lane].top + 'v' + LANES[lane].height;
    if (item.kind === 'missed' || item.kind === 'stutter') {
      const lane = LANES[item.kind];
      add(item.kind, block(x, lane.top, wide, lane.height));
    } else if (item.kind === 'mark') {
      add('mark', line('mark'));
    } else if (['click', 'key', 'scroll', 'focus'].includes(item.kind)) {
      add('input', line('input'));
    } else {
      add(item.kind === 'trouble' ? 'trouble' : 'log', line('log'));
    }
  }

  ruler() {
    const steps = [0.1, 0.2, 0.5, 1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 1800, 3600, 7200];
    const step = (steps.find((s) => this.model.end / SECOND / s <= 8) || 14400) * SECOND;
    for (let t = 0; t <= this.model.end * 0.97; t += step) {
      const label = element('span', 'tick', clock(t, step < SECOND ? 1 : 0));
      label.style.left = t / this.model.end * 100 + '%';
      byId('ruler').append(label);
    }
  }

  micros(event) {
    const box = this.track.getBoundingClientRect();
    const share = (event.clientX - box.left) / Math.max(1, box.width);
    return Math.min(1, Math.max(0, share)) * this.model.end;
  }

  drag(event) {
    if (event.button !== 0) {
      return;
    }
    this.track.setPointerCapture(event.pointerId);
    const move = (e) => this.onSeek(this.micros(e));
    const end = () => {
      this.track.removeEventListener('pointermove', move);
      this.track.removeEventListener('pointerup', end);
      this.track.removeEventListener('pointercancel', end);
    };
    this.track.addEventListener('pointermove', move);
    this.track.addEventListener('pointerup', end);
    this.track.addEventListener('pointercancel', end);
    move(event);
  }

  /** The time under the pointer, and what the screen did then. */
  point(event) {
    const micros = this.micros(event);
    const second = this.model.screen.find((e) => micros >= (e.from ?? e.t - SECOND) && micros < e.t);
    this.hint.textContent = clock(micros, 1)
      + (second ? ' \u00b7 ' + count(second.changed || 0, 'change') + ' a second' : '');
    this.hint.hidden = false;
    const share = micros / this.model.end;
    this.hint.style.left = share * 100 + '%';
    this.hint.style.transform = 'translateX(' + -share * 100 + '%)';
  }

  follow(micros) {
    this.head.style.left = this.x(micros) / WIDTH * 100 + '%';
    this.track.setAttribute('aria-valuenow', Math.round(micros / 1000));
    this.track.setAttribute('aria-valuetext', clock(micros, 1) + ' of ' + clock(this.model.end, 1));
  }
}

function block(x, y, width, height) {
  return 'M' + x.toFixed(1) + ' ' + y.toFixed(1) + 'h' + width.toFixed(1)
    + 'v' + height.toFixed(1) + 'h' + (-width).toFixed(1) + 'z';
}
