/** The header, the description and the numbers. */
class Story {
  constructor(model, onSeek) {
    this.model = model;
    this.onSeek = onSeek;
    this.shots = null;
    const sections = parse(model.data.description || '');
    this.title(sections);
    this.sentence();
    this.meta();
    this.told(sections);
    this.restless(sections.get('Without rest') || []);
    this.steps(sections.get('Steps'));
    this.numbers(sections.get('Numbers'));
    this.covered(sections.get('Private') || []);
  }

  title(sections) {
    const title = visible((sections.get('') || [])[0] || 'Bug report');
    byId('title').textContent = title;
    document.title = title;
  }

  time(micros, digits = 0) {
    const button = element('button', 'jump', clock(micros, digits));
    button.type = 'button';
    button.addEventListener('click', () => this.onSeek(micros));
    return button;
  }

  /** What was missed, and who stuttered. */
  sentence() {
    const { session, stretch, stutters } = this.model;
    const line = byId('sentence');
    const trouble = Boolean((stretch && stretch.missed > 0) || stutters.length > 0);
    byId('verdict').classList.toggle('trouble', trouble);
    byId('verdict-shape').textContent = trouble ? '\u25b2' : session && stretch ? '\u2713' : '\u2013';
    if (!session) {
      line.append('The numbers were left out of this report.');
    } else if (!stretch) {
      line.append('Nothing was recorded: this report has '
        + (this.model.has('screenshot.png') ? 'a picture of the screen, ' : '') + 'the log and the computer.');
    } else {
      line.append(...this.missed(session, stretch), ...this.who(stutters), '.');
    }
  }

  missed(session, stretch) {
    const length = 'these ' + seconds(this.model.end);
    if (session.numbersFrom === 'nowhere' || !(stretch.ticks > 0)) {
      return ['Nothing was counted in ' + length];
    }
    if (!(stretch.missed > 0)) {
      return ['Nothing was missed in ' + length + ' (0 of ' + count(stretch.ticks, 'tick') + ')'];
    }
    const reasons = new Map();
    for (const item of this.model.lists.events) {
      if (item.kind === 'missed') {
        const name = String(item.from.reason).replace('queueFull.', '');
        reasons.set(name, (reasons.get(name) || 0) + (Number(item.from.count) || 0));
      }
    }
    const why = [...reasons].map(([name, n]) => number(n) + ' ' + visible(name)).join(', ');
    return [number(stretch.missed) + ' of ' + count(stretch.ticks, 'tick')
      + (stretch.missed === 1 ? ' was' : ' were') + ' missed in ' + length + (why ? ' (' + why + ')' : '')];
  }

  /** The longest stutter of each, and how many more there were. */
  who(stutters) {
    if (stutters.length === 0) {
      return [this.model.screen.length > 0 ? '; nobody stuttered' : ''];
    }
    const parts = [];
    for (const who of ['application', 'recorder']) {
      const all = stutters.filter((stutter) => stutter.who === who);
      if (all.length > 0) {
        const longest = all.reduce((a, b) => (b.micros > a.micros ? b : a));
        const alone = stutters.length === 1 || who === 'recorder';
        const said = alone ? longest.sentence : longest.sentence.split(';')[0];
        parts.push('; at ', this.time(longest.t), ' ' + visible(said)
          + (all.length > 1 ? ', and stuttered ' + count(all.length - 1, 'more time') : ''));
      }
    }
    return parts;
  }

  meta() {
    const { session } = this.model;
    const recording = (session && session.recording) || null;
    const facts = [];
    if (recording) {
      facts.push('\u201c' + recording.name + '\u201d');
      facts.push(recording.width + '\u00d7' + recording.height + ', ' + (recording.fps || '?') + ' fps, ' + recording.encoder);
    }
    if (session) {
      const made = session.trigger && new Date(session.trigger.wall);
      if (made && !Number.isNaN(made.getTime())) {
        facts.push(made.toISOString().slice(0, 19).replace('T', ' ') + ' UTC');
      }
      facts.push('Lastframe ' + session.lastframe);
      if (['recovered', 'unfinished'].includes(session.recordingState)) {
        facts.push('Lastframe crashed or was killed: the recording was ' + session.recordingState);
      }
      if (session.fault) {
        facts.push('Lastframe had a fault of its own: ' + session.fault.code);
      }
    }
    byId('meta').replaceChildren(...facts.map((fact) => element('li', '', fact)));
  }

  told(sections) {
    const box = byId('told');
    for (const name of ['What happened', 'What was expected']) {
      const lines = (sections.get(name) || []).filter((line) => !/^\(write here .*\)$/.test(line));
      if (lines.length > 0) {
        box.append(element('h2', '', name), element('p', 'prose', lines.join('\n')));
      }
    }
    box.hidden = !box.hasChildNodes();
  }

  /** When the screen changed by itself; no list has it, as it is no event. */
  restless(lines) {
    const list = byId('restless-lines');
    for (const line of lines) {
      const said = /^- (?:(?:(\d+):)?(\d+):(\d\d) )?([^]*)$/.exec(line);
      const item = element('li');
      if (said && said[3] !== undefined) {
        const micros = moment(said);
        item.append(this.step(micros, said[4], micros));
      } else {
        item.append(element('span', 'text', line.replace(/^- /, '')));
      }
      list.append(item);
    }
    byId('restless').hidden = lines.length === 0;
  }

  steps(lines) {
    const list = byId('steps');
    const note = byId('steps-note');
    const timed = [];
    for (const line of lines || []) {
      const step = /^\d+\. (?:(?:(\d+):)?(\d+):(\d\d) )?(.*)$/.exec(line);
      if (!step) {
        note.textContent = visible(line);
        continue;
      }
      const item = element('li');
      if (step[3] === undefined) {
        item.append(element('span', 'text', step[4]));
      } else {
        const micros = moment(step);
        timed.push({ item, micros, text: step[4], event: this.drafted(micros, step[4]) });
      }
      list.append(item);
    }
    const told = timed.map((step) => step.event);
    const drafted = timed.map(({ item, micros, text, event: known }) => {
      const event = known || this.clicked(micros, told);
      told.push(event);
      const t = event ? event.t : micros;
      item.append(this.step(micros, text, t));
      return { item, event, t };
    });
    this.pictures(drafted);
    list.hidden = !list.hasChildNodes();
    if (!lines) {
      note.textContent = 'The description was left out of this report.';
    }
    note.hidden = note.textContent === '';
  }

  step(micros, text, exact) {
    const button = element('button', 'step');
    button.type = 'button';
    button.append(element('span', 'time', clock(micros)), element('span', 'text', text));
    button.dataset.t = exact;
    button.addEventListener('click', () => this.onSeek(exact));
    return button;
  }

  /** Below each step that is known by its event. */
  pictures(drafted) {
    const shots = new Shots(this.model, this.onSeek);
    if (!shots.works) {
      return;
    }
    this.shots = shots;
    for (const [i, { item, event }] of drafted.entries()) {
      if (event && event.inside) {
        const next = drafted.slice(i + 1).find((other) => other.t > event.t);
        item.append(shots.place(event, next ? next.t : this.model.end));
      }
    }
  }

  /** A step says its second; the event that it was drafted from knows better. */
  drafted(micros, text) {
    const words = visible(text).toLowerCase().replace(/, \d+ times$/, '');
    const plain = (item) => item.text.toLowerCase().replace(', ', ',');
    return this.model.lists.events.find((item) => item.t >= micros && item.t < micros + SECOND
      && ['click', 'key', 'scroll', 'focus', 'mark'].includes(item.kind)
      && (words.startsWith(plain(item)) || item.text.toLowerCase().startsWith(words.split(' in ')[0].slice(0, 60))));
  }

  /** In a person's own words a step is the only click of its second of which no other step tells. */
  clicked(micros, told) {
    const clicks = this.model.lists.events.filter((item) => item.kind === 'click'
      && item.t >= micros && item.t < micros + SECOND && !told.includes(item));
    return clicks.length === 1 ? clicks[0] : undefined;
  }

  /** What is covered, before what the page says by itself of pictures and sound. */
  covered(lines) {
    const note = byId('own-check');
    const said = lines.map((line) => visible(line.replace(/^- /, '')));
    note.prepend(said.filter((line) => line !== note.textContent).map((line) => line + ' ').join(''));
  }

  numbers(lines) {
    const list = byId('numbers');
    const add = (name, value) => list.append(element('dt', '', name), element('dd', '', value));
    const ledger = (this.model.session && this.model.session.ledger) || {};
    for (const [name, value] of Object.entries(ledger)) {
      if (typeof value === 'number') {
        add(name, number(value));
      }
    }
    for (const line of lines || []) {
      byId('numbers-told').append(element('li', '', line.replace(/^- /, '')));
    }
    const files = byId('files');
    for (const name of this.model.files) {
      const link = element('a', '', name);
      link.href = encodeURIComponent(name);
      const item = element('li');
      item.append(link);
      files.append(item);
    }
  }
}

/** The time of a line, whose hours, minutes and seconds are its first three groups. */
function moment(line) {
  return (Number(line[1] || 0) * 3600 + Number(line[2]) * 60 + Number(line[3])) * SECOND;
}

/** The description's lines by the headings that Lastframe writes; '' is its title. */
function parse(markdown) {
  const known = ['What happened', 'What was expected', 'Steps', 'Who stuttered', 'Without rest',
    'From the application\'s log', 'Numbers', 'Private'];
  const sections = new Map();
  let open = null;
  for (const line of markdown.split('\n')) {
    if (open === null && line.startsWith('# ')) {
      sections.set('', [line.slice(2)]);
      open = [];
    } else if (line.startsWith('## ') && known.includes(line.slice(3)) && !sections.has(line.slice(3))) {
      open = [];
      sections.set(line.slice(3), open);
    } else if (line.trim() !== '' && open) {
      open.push(line);
    }
  }
  return sections;
}
