/** The data of the page, put in order: three lists of items and the clock that they share. */
const VERSION = 1;

const KINDS = {
  click: 'Clicks', scroll: 'Scrolls', key: 'Keys', focus: 'Windows', mark: 'Marks',
  missed: 'Missed', stutter: 'No repaint', health: 'Recorder', line: 'Log lines', trouble: 'Errors and warnings',
};
/** The same of one line. */
const KIND = {
  click: 'Click', scroll: 'Scroll', key: 'Key', focus: 'Window', mark: 'Mark',
  missed: 'Missed', stutter: 'No repaint', health: 'Recorder', line: 'Log line', trouble: 'Trouble',
};
const TROUBLE = /\b(?:ERROR|SEVERE|FATAL|CRITICAL|PANIC|WARN|WARNING)\b|\b[\w.]*(?:Exception|Error)\b|^\s*Traceback /m;

class Model {
  constructor(data) {
    this.data = data;
    this.session = data.session || null;
    this.files = Array.isArray(data.files) ? data.files : [];
    this.stretch = (this.session && this.session.stretch) || null;
    this.stutters = (this.session && this.session.stutters) || [];
    this.screen = (data.events || []).filter((e) => e.type === 'screen');
    this.lists = { events: this.events(), app: this.app(), own: this.own() };
    for (const items of Object.values(this.lists)) {
      items.sort((a, b) => (a.t ?? -Infinity) - (b.t ?? -Infinity) || a.order - b.order);
    }
    this.end = this.length();
  }

  has(file) {
    return this.files.includes(file);
  }

  events() {
    const items = [];
    for (const event of this.data.events || []) {
      const said = describe(event);
      if (said) {
        items.push(this.item(event.t, said[0], said[1], said[2], event));
      }
    }
    for (const stutter of this.stutters) {
      if (stutter.who === 'application') {
        items.push(this.item(stutter.t, 'stutter', upper(stutter.sentence), '', stutter));
      }
    }
    return items.map(numbered);
  }

  /** Lines of a log begin with its file, which is said once where there is but one. */
  app() {
    const split = (text) => /^(?:\[([^\]\n]*)\] )?([^]*)$/.exec(text);
    const lines = this.data.appLog || [];
    const files = new Set(lines.map((line) => split(line.text)[1] || ''));
    this.appFile = files.size === 1 ? visible([...files][0]) : '';
    return lines.map((line) => this.item(line.t, TROUBLE.test(line.text) ? 'trouble' : 'line',
      this.appFile ? split(line.text)[2] : line.text, '', line)).map(numbered);
  }

  own() {
    return (this.data.log || []).map((entry) => {
      const kind = /^(?:ERROR|WARN)$/.test(entry.level) ? 'trouble' : 'line';
      const item = this.item(entry.t, kind, entry.text, '', entry);
      item.short = item.text.replace(/^\d{4}-\d\d-\d\dT[\d:.]+ +/, '');
      return item;
    }).map(numbered);
  }

  item(t, kind, text, more, from) {
    const known = Number.isFinite(t);
    return {
      t: known ? t : null,
      until: known && Number.isFinite(from.until) ? from.until : t,
      kind, text: visible(text), short: '', more: visible(more), from,
    };
  }

  /** How long the stretch is; without its numbers, as long as the last thing known. */
  length() {
    if (this.stretch) {
      return Math.max(1, this.stretch.untilMicros - this.stretch.fromMicros);
    }
    let last = 1;
    for (const item of [...this.lists.events, ...this.lists.app]) {
      last = Math.max(last, item.until ?? 1);
    }
    return last;
  }

  /** Whether an item is a moment of the video. */
  isInside(item) {
    return item.t !== null && item.t > -SECOND && item.t < this.end + SECOND;
  }

  /** Which kinds there are, and how many of each. */
  kinds() {
    const found = new Map();
    for (const kind of Object.keys(KINDS)) {
      found.set(kind, 0);
    }
    for (const items of Object.values(this.lists)) {
      for (const item of items) {
        found.set(item.kind, found.get(item.kind) + 1);
      }
    }
    return [...found].filter(([, n]) => n > 0);
  }
}

function numbered(item, order) {
  item.order = order;
  return item;
}

function upper(sentence) {
  return sentence ? sentence[0].toUpperCase() + sentence.slice(1) : '';
}
