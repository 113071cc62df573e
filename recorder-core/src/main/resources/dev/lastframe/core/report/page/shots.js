/**
 * Small pictures below the steps: where somebody clicked, and what the screen showed then. They are
 * drawn from the video itself, so they show nothing that it does not: those in sight first, and the
 * others after them, because a page is printed whole.
 */
const SHOT = { width: 192, height: 120 };

/** What somebody does is answered by then, or late. */
const ANSWERED = SECOND;

/** Below it there is no time to answer before the next step. */
const TOO_SOON = SECOND / 10;
const RING = 9;

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
      moments.push({ t: item.t, ring: item.from, caption: 'clicked here' });
    }
    const until = Math.min(item.t + ANSWERED, next - SECOND / 1000, this.model.end);
    if (until - item.t >= TOO_SOON) {
      moments.push({ t: until, ring: null, caption: seconds(until - item.t) + ' later' });
    }
    const box = element('div', 'shots');
    if (this.size) {
      box.style.setProperty('--ratio', this.size.width + ' / ' + this.size.height);
    }
    box.hidden = moments.length === 0;
    this.steps.set(box, moments);
    this.empty.add(box);
    this.watch.observe(box);
    return box;
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
    fit(canvas, this.size || SHOT, 1);
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
    fit(canvas, { width: video.videoWidth, height: video.videoHeight }, fine);
    const to = canvas.getContext('2d');
    to.imageSmoothingQuality = 'high';
    to.drawImage(video, 0, 0, canvas.width, canvas.height);
    if (moment.ring) {
      this.ring(to, moment.ring, fine);
    }
    canvas.classList.add('drawn');
  }

  /** Only where the video has the recording's shape: else its place is not known. */
  ring(to, { x, y }, fine) {
    const { width, height } = to.canvas;
    if (!this.size || Math.abs(width / height / (this.size.width / this.size.height) - 1) > 0.02) {
      return;
    }
    for (const [line, colour] of [[5, '#ffffff'], [2.5, '#0969da']]) {
      to.beginPath();
      to.arc((x + 0.5) / this.size.width * width, (y + 0.5) / this.size.height * height, RING * fine, 0, 2 * Math.PI);
      to.lineWidth = line * fine;
      to.strokeStyle = colour;
      to.stroke();
    }
  }
}

/** As large as there is room, in the shape of something else. */
function fit(canvas, { width, height }, fine) {
  const scale = Math.min(SHOT.width / width, SHOT.height / height);
  canvas.width = Math.max(1, Math.round(width * scale * fine));
  canvas.height = Math.max(1, Math.round(height * scale * fine));
  canvas.style.width = Math.round(width * scale) + 'px';
}
