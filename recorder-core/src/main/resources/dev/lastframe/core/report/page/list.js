/** A list of any length of which only the lines in sight are elements. */
const ROW = 32;
const OVERSCAN = 8;

/** When a line was; a log also has lines from outside the stretch. */
function when(item) {
  return item.inside ? clock(item.t, 3) : item.t > 0 ? 'after' : 'before';
}

/** How long a list that somebody scrolls stays where it is. */
const HANDS_OFF = 4000;

class List {
  constructor(id, items, onChoose) {
    this.all = items;
    this.shown = items;
    this.onChoose = onChoose;
    this.box = byId(id + '-rows');
    this.empty = byId(id + '-empty');
    this.count = byId(id + '-count');
    this.id = id;
    this.now = -1;
    this.chosen = null;
    this.handsOff = 0;
    this.rows = new Map();
    this.box.addEventListener('scroll', () => this.draw(), { passive: true });
    this.box.addEventListener('click', (e) => {
      const row = e.target.closest('.row');
      if (row) {
        this.onChoose(this, this.shown[Number(row.dataset.at)]);
      }
    });
    for (const type of ['wheel', 'pointerdown', 'touchmove']) {
      this.box.addEventListener(type, () => this.leaveAlone(), { passive: true });
    }
    new ResizeObserver(() => this.draw()).observe(this.box);
  }

  leaveAlone() {
    this.handsOff = performance.now() + HANDS_OFF;
  }

  filter(test) {
    this.shown = this.all.filter(test);
    this.now = -1;
    this.clear();
    this.box.hidden = this.shown.length === 0;
    this.empty.hidden = !this.box.hidden;
    this.count.textContent = this.shown.length === this.all.length
      ? number(this.all.length)
      : number(this.shown.length) + ' of ' + number(this.all.length);
    this.box.parentElement.style.setProperty('--height', this.shown.length * ROW + 'px');
    this.draw();
  }

  clear() {
    for (const row of this.rows.values()) {
      row.remove();
    }
    this.rows.clear();
  }

  draw() {
    const first = Math.max(0, Math.floor(this.box.scrollTop / ROW) - OVERSCAN);
    const last = Math.min(this.shown.length,
      Math.ceil((this.box.scrollTop + this.box.clientHeight) / ROW) + OVERSCAN);
    for (const [index, row] of this.rows) {
      if (index < first || index >= last) {
        row.remove();
        this.rows.delete(index);
      }
    }
    // In their order for those who hear them.
    let next = null;
    for (let i = last - 1; i >= first; i--) {
      let row = this.rows.get(i);
      if (!row) {
        row = this.row(i);
        this.rows.set(i, row);
        this.box.insertBefore(row, next);
      }
      next = row;
    }
    this.mark();
  }

  row(index) {
    const item = this.shown[index];
    const row = element('div', 'row kind-' + item.kind);
    row.id = this.id + '-row-' + index;
    row.dataset.at = index;
    row.setAttribute('role', 'option');
    row.setAttribute('aria-setsize', this.shown.length);
    row.setAttribute('aria-posinset', index + 1);
    row.style.transform = 'translateY(' + index * ROW + 'px)';
    const time = element('span', item.inside ? 'time' : 'time outside', when(item));
    const name = element('span', 'kind', KIND[item.kind]);
    row.append(time, name, element('span', 'text', (item.inside && item.short || item.text).slice(0, 400).replace(/\s*\n\s*/g, ' \u21b5 ')));
    return row;
  }

  mark() {
    for (const [index, row] of this.rows) {
      const current = index === this.now;
      const chosen = this.shown[index] === this.chosen;
      row.classList.toggle('now', current);
      row.setAttribute('aria-selected', String(chosen));
      if (current) {
        row.setAttribute('aria-current', 'time');
      } else {
        row.removeAttribute('aria-current');
      }
    }
    const at = this.chosen ? this.shown.indexOf(this.chosen) : -1;
    if (this.rows.has(at)) {
      this.box.setAttribute('aria-activedescendant', this.id + '-row-' + at);
    } else {
      this.box.removeAttribute('aria-activedescendant');
    }
  }

  choose(item) {
    this.chosen = item;
    this.mark();
  }

  /** The last line that is not later than a time; -1 before the first. */
  indexAt(micros) {
    let low = 0;
    let high = this.shown.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.shown[middle].t ?? -Infinity) <= micros) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    const index = low - 1;
    return index >= 0 && this.shown[index].inside ? index : -1;
  }

  /** Shows what is happening at a time. */
  follow(micros) {
    let index = this.indexAt(micros);
    // Of lines of one moment the one that was asked for.
    const asked = this.chosen && index >= 0 && this.shown[index].t === this.chosen.t
      ? this.shown.lastIndexOf(this.chosen, index) : -1;
    index = asked >= 0 ? asked : index;
    if (index === this.now) {
      return;
    }
    this.now = index;
    if (performance.now() > this.handsOff) {
      this.reveal(Math.max(0, index));
    }
    this.mark();
  }

  reveal(index) {
    const top = index * ROW;
    const room = this.box.clientHeight;
    if (top < this.box.scrollTop + ROW || top + 2 * ROW > this.box.scrollTop + room) {
      this.box.scrollTop = Math.max(0, top - Math.round(room / 3));
      this.draw();
    }
  }

  /** The next line, or the one before. */
  step(by) {
    const from = this.chosen ? this.shown.indexOf(this.chosen) : -1;
    const next = from >= 0 ? from + by : (by > 0 ? this.now + 1 : this.now);
    const index = Math.min(this.shown.length - 1, Math.max(0, next));
    if (this.shown[index]) {
      this.handsOff = 0;
      this.reveal(index);
      this.onChoose(this, this.shown[index]);
    }
  }
}
