/** How times, sizes and events are said. */
const SECOND = 1e6;
const HIDDEN = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u00ad\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff]/g;

/** Characters that would hide or move others are shown by their number. */
function visible(text) {
  return String(text).replace(HIDDEN, (c) =>
    '\u2039U+' + c.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0') + '\u203a');
}

function element(name, className, text) {
  const made = document.createElement(name);
  if (className) {
    made.className = className;
  }
  if (text !== undefined) {
    made.textContent = visible(text);
  }
  return made;
}

function byId(id) {
  return document.getElementById(id);
}

/** 0:12.3 with one digit, 0:12 with none. */
function clock(micros, digits = 0) {
  const unit = 10 ** digits;
  const all = Math.floor(Math.abs(micros) / SECOND * unit + 1e-6);
  const seconds = Math.floor(all / unit);
  const two = (n) => String(n).padStart(2, '0');
  const hours = Math.floor(seconds / 3600);
  const minutes = Math.floor(seconds / 60) % 60;
  return (micros < 0 && all > 0 ? '\u2212' : '')
    + (hours > 0 ? hours + ':' + two(minutes) : minutes) + ':' + two(seconds % 60)
    + (digits > 0 ? '.' + String(all % unit).padStart(digits, '0') : '');
}

function seconds(micros) {
  return (micros / SECOND).toFixed(micros < SECOND / 10 ? 2 : 1) + ' s';
}

function number(n) {
  return Number(n).toLocaleString('en').replace(/,/g, '\u2009');
}

function count(n, one, many = one + 's') {
  return number(n) + ' ' + (n === 1 ? one : many);
}

/** The fields of an event that a sentence did not say. */
function rest(event, said) {
  const more = Object.entries(event).filter(([name]) =>
    !['t', 'type', 'until', 'recordedT', 'recordedUntil', ...said].includes(name));
  return more.map(([name, value]) => name + ': '
    + (typeof value === 'object' ? JSON.stringify(value) : value)).join('\n');
}

const at = (event) => (event.x === undefined ? '' : ' at ' + event.x + ', ' + event.y);
const quoted = (text) => (text ? ' \u201c' + text + '\u201d' : '');

/** What each type of event is filed under, and how it is said; null for one that is not shown. */
const SAYINGS = {
  click: (e) => (e.state === 'up' ? null : ['click', 'Click ' + (e.button || 'left') + at(e), ['x', 'y', 'button', 'state']]),
  scroll: (e) => ['scroll', 'Scroll ' + (e.direction || '') + (e.steps > 1 ? ', ' + e.steps + ' steps' : '') + at(e), ['x', 'y', 'direction', 'steps']],
  key: (e) => ['key', 'Press ' + (e.key || ''), ['key']],
  focus: (e) => ['focus', 'Go to ' + (e.application || 'another window') + quoted(e.title), ['application', 'title']],
  mark: (e) => ['mark', e.text ? 'Mark: ' + e.text : 'Mark', ['text']],
  missed: (e) => ['missed', 'Missed ' + count(Number(e.count) || 0, 'tick') + ': ' + reason(e.reason), ['reason', 'count']],
  health: (e) => ['health', (e.detail || '') + ' (' + e.kind + ')', ['kind', 'detail']],
  gap: (e) => ['health', 'Nothing could be recorded for ' + seconds(Number(e.micros) || 0), ['micros']],
  pause: () => ['health', 'The recording pauses', []],
  resume: () => ['health', 'The recording goes on', []],
  part: (e) => ['health', 'Goes on as part ' + e.part + ': ' + (e.reason || ''), ['part', 'reason']],
  recovered: () => ['health', 'Recovered after a crash', []],
  leftOut: (e) => ['health', 'What follows was left out: ' + (e.reason || ''), ['reason']],
  screen: () => null,
};

const REASONS = {
  late: 'the window was busy',
  'queueFull.encoder': 'the encoder was slower than the screen',
  'queueFull.disk': 'the disk was slower than the encoder',
  'queueFull.memory': 'no picture was free',
  captureFailed: 'the screen could not be read',
  encodeFailed: 'the encoder refused it',
  abandoned: 'the encoder or the disk failed',
};

function reason(name) {
  return Object.hasOwn(REASONS, name) ? REASONS[name] + ' (' + name + ')' : String(name);
}

/** [kind, sentence, what else it holds], or null. */
function describe(event) {
  const saying = Object.hasOwn(SAYINGS, event.type) ? SAYINGS[event.type] : null;
  const said = saying ? saying(event) : ['health', String(event.type), []];
  return said && [said[0], said[1], rest(event, said[2])];
}
