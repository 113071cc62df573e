/** The video and its buttons; without a video a clock that can still be set. */
class Player {
  constructor(model, onTime) {
    this.model = model;
    this.onTime = onTime;
    this.set = 0;
    this.video = byId('video');
    this.still = byId('still');
    this.note = byId('stage-note');
    this.button = byId('play');
    this.works = model.has('recording.mp4');
    if (this.works) {
      this.start();
    } else {
      this.without('');
    }
    this.still.addEventListener('error', () => { this.still.hidden = true; });
  }

  start() {
    const video = this.video;
    video.hidden = false;
    video.controls = false;
    if (this.model.has('screenshot.png')) {
      video.poster = 'screenshot.png';
    }
    video.addEventListener('error', () => this.without(
      'recording.mp4 cannot be played: unpack the whole zip into one folder and open this page there, in a browser that plays H.264.'));
    for (const type of ['play', 'pause', 'ended']) {
      video.addEventListener(type, () => this.state());
    }
    for (const type of ['timeupdate', 'seeking', 'seeked']) {
      video.addEventListener(type, () => this.tell());
    }
    video.addEventListener('loadedmetadata', () => {
      if (this.set > 0) {
        this.seek(this.set);
      }
    });
    video.addEventListener('click', () => this.toggle());
    this.button.addEventListener('click', () => this.toggle());
    byId('rate').addEventListener('change', (e) => { video.playbackRate = Number(e.target.value); });
    byId('full').addEventListener('click', () => {
      if (document.fullscreenElement) {
        document.exitFullscreen();
      } else {
        video.requestFullscreen().catch(() => { byId('full').disabled = true; });
      }
    });
    byId('mute').addEventListener('click', () => {
      video.muted = !video.muted;
      byId('mute').setAttribute('aria-pressed', String(video.muted));
    });
    video.src = 'recording.mp4';
  }

  without(why) {
    this.works = false;
    this.video.hidden = true;
    this.video.removeAttribute('poster');
    for (const id of ['play', 'rate', 'full', 'mute']) {
      byId(id).disabled = true;
    }
    const pictured = this.model.has('screenshot.png');
    if (pictured) {
      this.still.src = 'screenshot.png';
      this.still.hidden = false;
    }
    this.note.textContent = why || (pictured ? 'A picture; this report has no video.' : 'This report has no video and no picture.');
    this.note.hidden = false;
    this.tell();
  }

  /** Microseconds of the stretch. */
  get now() {
    return this.works && this.video.readyState > 0 ? this.video.currentTime * SECOND : this.set;
  }

  get playing() {
    return this.works && !this.video.paused && !this.video.ended;
  }

  seek(micros) {
    this.set = Math.min(this.model.end, Math.max(0, micros));
    if (this.works && this.video.readyState > 0) {
      // The last picture is shown until the end, but nothing is shown at it.
      const last = Math.max(0, this.video.duration - 0.001);
      this.video.currentTime = Math.min(this.set / SECOND, last);
    }
    this.tell();
  }

  toggle() {
    if (!this.works) {
      return;
    }
    if (this.playing) {
      this.video.pause();
    } else {
      this.video.play().then(() => { this.note.hidden = true; }, () => {
        this.note.textContent = 'The browser did not start the video: press play again.';
        this.note.hidden = false;
      });
    }
  }

  state() {
    byId('player').classList.toggle('playing', this.playing);
    this.button.setAttribute('aria-label', this.playing ? 'Pause' : 'Play');
    if (this.playing) {
      this.frame();
    }
  }

  frame() {
    this.tell();
    if (this.playing) {
      requestAnimationFrame(() => this.frame());
    }
  }

  tell() {
    byId('time').textContent = clock(this.now, 1);
    this.onTime(this.now);
  }
}
