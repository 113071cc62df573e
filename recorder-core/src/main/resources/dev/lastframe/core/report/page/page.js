/** Puts everything together: one clock, three lists, filter, keys. */
class Page {
  constructor(data) {
    this.model = new Model(data);
    for (const items of Object.values(this.model.lists)) {
      for (const item of items) {
        item.inside = this.model.isInside(item);
      }
    }
    this.hidden = new Set();
    this.lists = Object.entries(this.model.lists).map(([id, items]) =>
      new List(id, items, (list, item) => this.choose(list, item)));
    this.active = this.lists[0];
    for (const list of this.lists) {
      list.box.addEventListener('focus', () => { this.active = list; });
    }
    this.player = null;
    this.timeline = new Timeline(this.model, (micros) => this.seek(micros));
    this.story = new Story(this.model, (micros) => this.seek(micros));
    this.folded = [];
    this.notes();
    this.chips();
    this.filter();
    this.player = new Player(this.model, (micros) => this.follow(micros));
    byId('end').textContent = clock(this.model.end, 1);
    this.follow(this.player.now);
    byId('search').addEventListener('input', () => this.filter());
    document.addEventListener('keydown', (e) => this.key(e));
    byId('help-button').addEventListener('click', () => byId('help').showModal());
    window.addEventListener('beforeprint', () => this.print());
    window.addEventListener('afterprint', () => this.printed());
    // the page's own video comes first
    window.addEventListener('load', () => setTimeout(() => this.story.shots?.rest(), 500));
  }

  /** Why a list is empty; what the page does not hold. */
  notes() {
    const { data } = this.model;
    const say = (id, given, file, nothing) => {
      byId(id + '-empty').textContent = !given ? file + ' is not in this report.' : nothing;
    };
    byId('app-file').textContent = this.model.appFile;
    say('events', data.events, 'events.jsonl', 'Nothing happened in this stretch.');
    say('app', data.appLog, 'app-log.txt', 'The application logged nothing.');
    say('own', data.log, 'log.txt', 'Lastframe logged nothing.');
    if (data.eventsLeftOut > 0) {
      const note = byId('events-note');
      note.textContent = count(data.eventsLeftOut, 'later event') + ' did not fit here: see events.jsonl.';
      note.hidden = false;
    }
  }

  chips() {
    for (const [kind, n] of this.model.kinds()) {
      const chip = element('button', 'chip kind-' + kind, KINDS[kind]);
      chip.type = 'button';
      chip.dataset.kind = kind;
      chip.setAttribute('aria-pressed', 'true');
      chip.append(element('span', 'n', number(n)));
      chip.addEventListener('click', () => {
        const shown = this.hidden.delete(kind) || !this.hidden.add(kind);
        chip.setAttribute('aria-pressed', String(shown));
        this.filter();
      });
      byId('chips').append(chip);
    }
    byId('chips').hidden = !byId('chips').hasChildNodes();
  }

  filter() {
    const wanted = byId('search').value.trim().toLowerCase();
    const test = (item) => !this.hidden.has(item.kind)
      && (wanted === '' || item.text.toLowerCase().includes(wanted) || item.more.toLowerCase().includes(wanted));
    let shown = 0;
    for (const list of this.lists) {
      list.filter(test);
      shown += list.shown.length;
      const nothing = list.all.length > 0 && list.shown.length === 0;
      list.empty.classList.toggle('filtered', nothing);
      if (nothing) {
        list.empty.textContent = 'Nothing here is like that.';
      }
    }
    byId('found').textContent = wanted || this.hidden.size > 0 ? count(shown, 'line') + ' shown' : '';
    if (!this.lists.some((list) => list === this.active && list.shown.length > 0)) {
      this.active = this.lists.find((list) => list.shown.length > 0) || this.lists[0];
    }
    if (this.player) {
      this.follow(this.player.now);
    }
  }

  choose(list, item) {
    this.active = list;
    for (const each of this.lists) {
      each.choose(each === list ? item : null);
    }
    const detail = byId('detail');
    byId('detail-title').textContent = (item.inside ? clock(item.t, 3) + ' \u00b7 ' : '') + KIND[item.kind];
    byId('detail-text').textContent = item.text + (item.more ? '\n' + item.more : '');
    detail.hidden = false;
    if (item.inside) {
      this.seek(item.t);
    }
  }

  seek(micros) {
    for (const list of this.lists) {
      list.handsOff = 0;
    }
    this.player.seek(micros);
  }

  follow(micros) {
    this.timeline.follow(Math.min(micros, this.model.end));
    for (const list of this.lists) {
      // A video's clock counts in less than microseconds.
      list.follow(micros + 500);
    }
  }

  key(event) {
    const target = event.target;
    if (event.ctrlKey || event.metaKey || event.altKey || byId('help').open) {
      return;
    }
    if (target.matches('input')) {
      if (event.key === 'Escape') {
        target.value = '';
        this.filter();
        this.active.box.focus();
      }
      return;
    }
    if (target.matches('select') || (event.key === ' ' && target.closest('button, a, summary'))) {
      return;
    }
    const keys = {
      ' ': () => this.player.toggle(),
      k: () => this.active.step(-1),
      j: () => this.active.step(1),
      ArrowUp: () => this.active.step(-1),
      ArrowDown: () => this.active.step(1),
      ArrowLeft: () => this.seek(this.player.now - (event.shiftKey ? 5 : 1) * SECOND),
      ArrowRight: () => this.seek(this.player.now + (event.shiftKey ? 5 : 1) * SECOND),
      ',': () => this.seek(this.player.now - SECOND / 30),
      '.': () => this.seek(this.player.now + SECOND / 30),
      Home: () => this.seek(0),
      End: () => this.seek(this.model.end),
      m: () => this.nextTrouble(),
      '/': () => byId('search').focus(),
      '?': () => byId('help').showModal(),
    };
    if (Object.hasOwn(keys, event.key)) {
      event.preventDefault();
      keys[event.key]();
    }
  }

  /** The next miss, stutter, mark or error, from the beginning again after the last. */
  nextTrouble() {
    const all = this.lists.flatMap((list) => list.shown
      .filter((item) => item.inside && ['missed', 'stutter', 'mark', 'trouble'].includes(item.kind))
      .map((item) => [list, item]));
    all.sort((a, b) => a[1].t - b[1].t);
    const next = all.find(([, item]) => item.t > this.player.now + 1000) || all[0];
    if (next) {
      this.choose(...next);
    }
  }

  /** Paper has all lines that the filter shows, as far as somebody would read them. */
  print() {
    const most = 500;
    this.folded = [...document.querySelectorAll('details:not([open])')];
    this.folded.forEach((details) => { details.open = true; });
    const left = this.story.shots ? this.story.shots.left : 0;
    if (left > 0) {
      const note = count(left, 'small picture') + (left === 1 ? ' was' : ' were')
        + ' not drawn yet: print again in some seconds.';
      byId('print').append(element('p', 'undrawn', note));
    }
    const titles = { events: 'Events', app: 'Application log', own: 'Lastframe\u2019s log' };
    for (const list of this.lists) {
      if (list.shown.length === 0) {
        continue;
      }
      byId('print').append(element('h2', '', titles[list.id]));
      for (const item of list.shown.slice(0, most)) {
        const row = element('p', 'paper');
        row.append(element('span', 'time', when(item)), element('span', 'text', item.text.slice(0, 1000)));
        byId('print').append(row);
      }
      if (list.shown.length > most) {
        byId('print').append(element('p', '', 'and ' + count(list.shown.length - most, 'more line')));
      }
    }
  }

  printed() {
    byId('print').replaceChildren();
    this.folded.forEach((details) => { details.open = false; });
  }
}

function refuse(sentence) {
  byId('title').textContent = 'Bug report';
  byId('sentence').textContent = sentence;
  byId('main').hidden = true;
}

function open() {
  let data;
  try {
    data = JSON.parse(byId('data').textContent);
  } catch (broken) {
    refuse('This page is damaged (' + broken.message + '): unpack the zip again, or read description.md beside it.');
    return;
  }
  if (!(data.version <= VERSION)) {
    refuse('This report\u2019s data has version ' + data.version + ' and this page knows up to ' + VERSION
      + ': read description.md and session.json beside it.');
    return;
  }
  new Page(data);
}

open();
