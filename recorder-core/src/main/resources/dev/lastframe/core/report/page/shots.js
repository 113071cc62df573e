/**
 * Small pictures below the steps: what was under a click just before it, in the screen's own pixels
 * so that it can be read, and what all of the screen showed then. They are drawn from the video
 * itself, so they show nothing that it does not: those in sight first, and the others after them,
 * because a page is printed whole.
 */
const SHOT = { width: 240, height: 150 };

/** A screen that is finer than this is shown at half of its pixels, or at less. */
const USUAL = { width: 1920, height: 1080 };

/** Less than anything takes to answer, more than the clocks of click and picture differ. */
const BEFORE = SECOND / 100;

/** What somebody does is answered by then, or late. */
const ANSWERED = SECOND;

/** Below it there is no time to answer before the next step. */
const TOO_SOON = SECOND / 10;

/** From a place to the four corners around it, and from there to the ends of their arms. */
const CORNER = 16;
const ARM = 9;

class Shots {
  constructor(model, onSeek) {
    this.model = model;
    this.onSeek = onSeek;
    this.steps = new Map();
    /** Places without pictures, in order. */
    this.empty = new Set();
    this.idle = false;
    this.waiting = [];
    this.drawing = null;
    this.video = null;
    this.broken = false;
    const recording = (model.session && model.session.recording) || {};
    this.size = recording.width > 0 && recording.height > 0 ? recording : null;
    this.watch = new IntersectionObserver((seen) => this.seen(seen), { rootMargin: '240px' });
  }

  /** Whether there is something to draw from. */
  get works() {
    return this.model.has('recording.mp4');
  }

  /**
   * The place for the pictures of a step.
   *
   * @param item the event that it was drafted from
   * @param next when the next step is, or the end
   */
  place(item, next) {
    const moments = [];
    if (item.kind === 'click') {
      moments.push({ t: Math.max(0, item.t - BEFORE), place: this.inside(item.from), caption: 'clicked here' });
    }
    const until = Math.min(item.t + ANSWERED, next - SECOND / 1000, this.model.end);
    if (until - item.t >= TOO_SOON) {
      moments.push({ t: until, place: null, caption: seconds(until - item.t) + ' later' });
    }
    const box = element('div', 'shots');
    const [first, second] = moments;
    if (first && this.size) {
      const shape = this.around(first.place) || this.size;
      box.style.setProperty('--ratio', shape.width + ' / ' + shape.height);
    }
    if (second) {
      box.style.setProperty('--second', Math.round(within(this.size || SHOT) * (this.size || SHOT).height) + 'px');
    }
    box.hidden = moments.length === 0;
    this.steps.set(box, moments);
    this.empty.add(box);
    this.watch.observe(box);
    return box;
  }

  /** Where in the recording's picture; null where that is not known, or is not in it. */
  inside({ x, y }) {
    const { width, height } = this.size || { width: 0, height: 0 };
    return x >= 0 && y >= 0 && x < width && y < height ? { x, y } : null;
  }

  /** What is shown of the picture around a place: a button with its words, and what is beside it. */
  around(place) {
    if (!place) {
      return null;
    }
    const { width, height } = this.size;
    const finer = Math.max(1, Math.min(width / USUAL.width, height / USUAL.height));
    const wide = Math.min(width, SHOT.width * finer);
    const high = Math.min(height, SHOT.height * finer);
    const from = (at, part, whole) => Math.min(whole - part, Math.max(0, Math.round(at - part / 2)));
    return { x: from(place.x, wide, width), y: from(place.y, high, height), width: wide, height: high };
  }

  seen(entries) {
    for (const { target, isIntersecting } of entries) {
      if (isIntersecting) {
        this.fill(target);
      }
    }
    this.next();
  }

  fill(box) {
    this.watch.unobserve(box);
    if (this.empty.delete(box)) {
      for (const moment of this.steps.get(box)) {
        box.append(this.shot(moment));
      }
    }
  }

  /** What is in sight has had its time: what nobody scrolls to is drawn too. */
  rest() {
    this.idle = true;
    this.next();
  }

  /** How many are not drawn yet. */
  get left() {
    const boxes = [...this.empty].filter((box) => !box.hidden);
    const later = boxes.reduce((sum, box) => sum + this.steps.get(box).length, 0);
    return this.broken ? 0 : later + this.waiting.length + (this.drawing ? 1 : 0);
  }

  shot(moment) {
    const button = element('button', 'shot');
    button.type = 'button';
    // The step itself is reached by the keyboard, and leads there too.
    button.tabIndex = -1;
    button.setAttribute('aria-label', 'The screen at ' + clock(moment.t, 1) + ', ' + moment.caption);
    const canvas = element('canvas');
    fit(canvas, this.around(moment.place) || this.size || SHOT, 1);
    button.append(canvas, element('span', 'muted', moment.caption));
    button.addEventListener('click', () => this.onSeek(moment.t));
    this.waiting.push({ canvas, moment });
    return button;
  }

  /** One at a time, by a video of its own: the other one stays where it is. */
  next() {
    while (this.idle && !this.drawing && this.waiting.length === 0 && this.empty.size > 0) {
      const [box] = this.empty;
      this.fill(box);
    }
    if (this.drawing || this.waiting.length === 0) {
      return;
    }
    if (!this.video) {
      this.open();
      return;
    }
    if (this.video.readyState === 0) {
      return;
    }
    this.drawing = this.waiting.shift();
    const last = Math.max(0, this.video.duration - 0.001);
    this.video.currentTime = Math.min(this.drawing.moment.t / SECOND, last);
  }

  open() {
    const video = element('video');
    video.muted = true;
    video.preload = 'auto';
    video.addEventListener('loadedmetadata', () => this.next());
    video.addEventListener('seeked', () => {
      if (this.drawing) {
        this.draw(video, this.drawing);
        this.drawing = null;
      }
      this.next();
    });
    video.addEventListener('error', () => this.without());
    video.src = 'recording.mp4';
    this.video = video;
  }

  without() {
    this.broken = true;
    this.idle = false;
    for (const box of this.steps.keys()) {
      box.hidden = true;
    }
  }

  draw(video, { canvas, moment }) {
    const fine = Math.max(1, window.devicePixelRatio || 1);
    const whole = { x: 0, y: 0, width: video.videoWidth, height: video.videoHeight };
    const around = this.alike(whole) ? this.around(moment.place) : null;
    fit(canvas, around || whole, fine);
    const to = canvas.getContext('2d');
    to.imageSmoothingQuality = 'high';
    // The video may be smaller than what was recorded.
    const less = around ? whole.width / this.size.width : 1;
    const from = around || whole;
    to.drawImage(video, from.x * less, from.y * less, from.width * less, from.height * less,
      0, 0, canvas.width, canvas.height);
    if (around) {
      this.mark(to, moment.place, around, fine);
    }
    canvas.classList.add('drawn');
  }

  /** Whether the video has the recording's shape: else nobody knows where a place is in it. */
  alike({ width, height }) {
    return this.size && Math.abs(width / height / (this.size.width / this.size.height) - 1) <= 0.02;
  }

  /** Corners that leave the line of text free on which it is: a ring struck through words. */
  mark(to, { x, y }, around, fine) {
    const scale = to.canvas.width / around.width;
    const left = (x + 0.5 - around.x) * scale;
    const top = (y + 0.5 - around.y) * scale;
    for (const [line, colour] of [[4, '#ffffff'], [2, '#0969da']]) {
      to.beginPath();
      for (const [right, down] of [[-fine, -fine], [fine, -fine], [fine, fine], [-fine, fine]]) {
        to.moveTo(left + right * CORNER, top + down * ARM);
        to.lineTo(left + right * CORNER, top + down * CORNER);
        to.lineTo(left + right * ARM, top + down * CORNER);
      }
      to.lineWidth = line * fine;
      to.strokeStyle = colour;
      to.stroke();
    }
  }
}

/** By how much something has to be scaled to be as large as there is room. */
function within({ width, height }) {
  return Math.min(SHOT.width / width, SHOT.height / height);
}

/** As large as there is room, in the shape of something else. */
function fit(canvas, { width, height }, fine) {
  const scale = within({ width, height });
  canvas.width = Math.max(1, Math.round(width * scale * fine));
  canvas.height = Math.max(1, Math.round(height * scale * fine));
  canvas.style.width = Math.round(width * scale) + 'px';
}
