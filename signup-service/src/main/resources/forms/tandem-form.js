/**
 * The signup form as web components, without dependencies and without a build.
 *
 *   <script src="https://gtm.example.com/forms/tandem-form.js" async></script>
 *   <tandem-form source="SOURCE-ID" key="tk_..."></tandem-form>
 *
 * Loaded on any page it notes where the visitor came from; <tandem-form> draws the published form of a source, and
 * <tandem-confirmation> finishes a signup whose address had to be confirmed.
 */
(() => {
  'use strict';
  if (customElements.get('tandem-form')) {
    return;
  }

  const HOME = new URL(document.currentScript?.src || location.href).origin;
  const NONCE = document.currentScript?.nonce || '';

  // ---------------------------------------------------------------------------------------------------------- texts

  const TEXTS = {
    en: {
      title: 'Get started',
      submit: 'Get started',
      talkToUs: 'Talk to us',
      sending: 'Sending…',
      loading: 'Loading the form…',
      closed: 'This form is closed.',
      optional: 'optional',
      choose: 'Please choose',
      yes: 'Yes',
      no: 'No',
      read: 'Read it (opens a new tab)',
      required: 'Please fill this in.',
      requiredChoice: 'Please choose one.',
      requiredConsent: 'We need your agreement to go on.',
      email: 'Please enter an email address, such as name@company.com.',
      tooLong: 'Please use at most {max} characters.',
      faults: 'Please look at this again:',
      welcomeBack: 'Welcome back. We only ask what we do not know yet.',
      notYou: 'Not you?',
      failing: 'Your answers have not arrived yet. They are still here, nothing is lost.',
      retryIn: 'We try again in {seconds} seconds.',
      retry: 'Try again',
      misconfigured: 'This form is not set up correctly, so it cannot take your answers. Please tell the owner of this site.',
      inTitle: 'You are in.',
      selfServe: 'Everything is ready. Start right away, at your own pace.',
      pending: 'Start right away. We are finding out how we can help you best, and tell you here.',
      waiting: 'One moment…',
      human: '{name} is there for you.',
      bookMeeting: 'Pick a time that suits you. You need not wait for it to start.',
      expectContact: 'You will hear from us soon. You need not wait for it to start.',
      contact: 'Your contact',
      START_PRODUCT: 'Start now',
      BOOK_MEETING: 'Book a meeting',
      EXPECT_CONTACT: 'Go on',
      mailboxTitle: 'Please look into your mailbox.',
      mailbox: 'We have sent a link to {email}. Open it, and you are in.',
      mailboxUnknown: 'We have sent you a link. Open it, and you are in.',
      otherAddress: 'Use another address',
      confirmTitle: 'One more click',
      confirmText: 'Please confirm that this address is yours.',
      confirm: 'Confirm my address',
      confirmExpired: 'This link is not valid any more. Please sign up again to get a new one.',
      confirmFailing: 'We could not be reached. Your link stays valid.',
      core: {
        email: 'Work email',
        companySize: 'Company size',
        role: 'Your role',
        useCase: 'What do you want to achieve?',
      },
    },
    de: {
      title: 'Jetzt starten',
      submit: 'Jetzt starten',
      talkToUs: 'Mit uns sprechen',
      sending: 'Wird gesendet…',
      loading: 'Das Formular wird geladen…',
      closed: 'Dieses Formular ist geschlossen.',
      optional: 'freiwillig',
      choose: 'Bitte wählen',
      yes: 'Ja',
      no: 'Nein',
      read: 'Lesen (öffnet einen neuen Tab)',
      required: 'Bitte ausfüllen.',
      requiredChoice: 'Bitte etwas auswählen.',
      requiredConsent: 'Ohne Ihre Zustimmung geht es nicht weiter.',
      email: 'Bitte eine E-Mail-Adresse angeben, etwa name@firma.de.',
      tooLong: 'Bitte höchstens {max} Zeichen.',
      faults: 'Bitte noch einmal ansehen:',
      welcomeBack: 'Willkommen zurück. Wir fragen nur, was wir noch nicht wissen.',
      notYou: 'Jemand anders?',
      failing: 'Ihre Angaben sind noch nicht angekommen. Sie stehen noch hier, nichts ist verloren.',
      retryIn: 'Wir versuchen es in {seconds} Sekunden noch einmal.',
      retry: 'Noch einmal versuchen',
      misconfigured: 'Dieses Formular ist nicht richtig eingerichtet und kann nichts annehmen. Bitte sagen Sie es dem Betreiber dieser Seite.',
      inTitle: 'Sie sind dabei.',
      selfServe: 'Alles ist bereit. Fangen Sie gleich an, in Ihrem Tempo.',
      pending: 'Fangen Sie gleich an. Wir klären noch, wie wir am besten helfen, und sagen es Ihnen hier.',
      waiting: 'Einen Moment…',
      human: '{name} ist für Sie da.',
      bookMeeting: 'Suchen Sie sich einen Termin aus. Anfangen können Sie schon vorher.',
      expectContact: 'Wir melden uns bald. Anfangen können Sie schon vorher.',
      contact: 'Ihr Kontakt',
      START_PRODUCT: 'Loslegen',
      BOOK_MEETING: 'Termin aussuchen',
      EXPECT_CONTACT: 'Weiter',
      mailboxTitle: 'Bitte sehen Sie in Ihr Postfach.',
      mailbox: 'Wir haben einen Link an {email} geschickt. Öffnen Sie ihn, dann sind Sie dabei.',
      mailboxUnknown: 'Wir haben Ihnen einen Link geschickt. Öffnen Sie ihn, dann sind Sie dabei.',
      otherAddress: 'Andere Adresse angeben',
      confirmTitle: 'Nur noch ein Klick',
      confirmText: 'Bitte bestätigen Sie, dass diese Adresse Ihnen gehört.',
      confirm: 'Adresse bestätigen',
      confirmExpired: 'Dieser Link gilt nicht mehr. Bitte melden Sie sich noch einmal an, dann kommt ein neuer.',
      confirmFailing: 'Wir waren nicht zu erreichen. Ihr Link bleibt gültig.',
      core: {
        email: 'Geschäftliche E-Mail-Adresse',
        companySize: 'Größe der Firma',
        role: 'Ihre Rolle',
        useCase: 'Was möchten Sie erreichen?',
      },
    },
  };

  /** The element's own texts: those of a language, overridden by its attribute `texts`. */
  function textsOf(element, language) {
    let own = {};
    try {
      own = JSON.parse(element.getAttribute('texts') || '{}');
    } catch {
      console.warn('tandem-form: the attribute "texts" is not JSON');
    }
    return { ...(TEXTS[language.slice(0, 2).toLowerCase()] || TEXTS.en), ...own };
  }

  const filled = (text, values) => text.replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);

  // --------------------------------------------------------------------------------------------------------- memory

  /** localStorage, or only this page's memory where the visitor allows no storage. */
  const memory = new Map();
  const store = {
    get(name) {
      try {
        return localStorage.getItem(name) ?? memory.get(name) ?? null;
      } catch {
        return memory.get(name) ?? null;
      }
    },
    set(name, value) {
      memory.set(name, value);
      try {
        localStorage.setItem(name, value);
      } catch {
        // Memory has it.
      }
    },
    remove(name) {
      memory.delete(name);
      try {
        localStorage.removeItem(name);
      } catch {
        // Nothing was kept.
      }
    },
  };

  /** By hand, because randomUUID is not to be had on sites without TLS. */
  function uuid() {
    const bytes = crypto.getRandomValues(new Uint8Array(16));
    bytes[6] = (bytes[6] & 0x0f) | 0x40;
    bytes[8] = (bytes[8] & 0x3f) | 0x80;
    const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
    return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
  }

  const ANONYMOUS_ID = 'tandem_anonymous_id';
  const RETURNING = 'tandem_returning';
  const TOUCHES = 'tandem_touches';

  /** Segment's id if the site uses Segment, so that what was tracked before the signup is joined with it. */
  function anonymousId() {
    const cookie = /(?:^|;\s*)ajs_anonymous_id=([^;]+)/.exec(cookies());
    const segment = store.get('ajs_anonymous_id') || (cookie && decodeURIComponent(cookie[1]));
    if (segment) {
      return segment.replace(/^"|"$/g, '');
    }
    const known = store.get(ANONYMOUS_ID) || uuid();
    store.set(ANONYMOUS_ID, known);
    return known;
  }

  function cookies() {
    try {
      return document.cookie;
    } catch {
      return '';
    }
  }

  // -------------------------------------------------------------------------------------------------------- touches

  const CLICK_IDS = ['gclid', 'gbraid', 'wbraid', 'dclid', 'fbclid', 'msclkid', 'li_fat_id', 'ttclid', 'twclid', 'rdt_cid'];
  const MOST_TOUCHES = 50;
  const MOST_TOLD_BYTES = 16 * 1024;
  const OLDEST_TOUCH = 180 * 24 * 3600e3;
  const SAME_VISIT = 30 * 60e3;

  function touches() {
    try {
      const kept = JSON.parse(store.get(TOUCHES) || '[]');
      return ends(kept.filter((touch) => Date.parse(touch.at) > Date.now() - OLDEST_TOUCH));
    } catch {
      return [];
    }
  }

  /** The first touch counts like the last one, so what is left out is from between. */
  const ends = (all) => (all.length > MOST_TOUCHES ? [all[0], ...all.slice(1 - MOST_TOUCHES)] : all);

  /** The first and as many of the newest as the service takes with a form. */
  function toldTouches() {
    const [first, ...later] = touches();
    const newest = [];
    let room = MOST_TOLD_BYTES - bytesOf(first);
    while (later.length && (room -= bytesOf(later.at(-1))) > 0) {
      newest.unshift(later.pop());
    }
    return first ? [first, ...newest] : [];
  }

  const bytesOf = (value) => new Blob([JSON.stringify(value), ',']).size;

  /** Notes a visit that comes from somewhere: a campaign, a paid click or another site. */
  function recordTouch() {
    const query = new URLSearchParams(location.search);
    const utm = {};
    const clickIds = {};
    for (const [name, value] of query) {
      if (value && /^utm_\w{1,30}$/.test(name) && Object.keys(utm).length < 10) {
        utm[name.slice(4)] = value.slice(0, 200);
      } else if (value && CLICK_IDS.includes(name)) {
        clickIds[name] = value.slice(0, 200);
      }
    }
    const referrer = externalReferrer();
    if (!referrer && !Object.keys(utm).length && !Object.keys(clickIds).length) {
      return;
    }
    const earlier = touches();
    const touch = { at: new Date().toISOString(), landingPage: withoutQuery(location.href), referrer, utm, clickIds };
    const last = earlier[earlier.length - 1];
    if (last && Date.now() - Date.parse(last.at) < SAME_VISIT && origin(last) === origin(touch)) {
      return;
    }
    store.set(TOUCHES, JSON.stringify(ends([...earlier, touch])));
  }

  const origin = ({ landingPage, referrer, utm, clickIds }) => JSON.stringify([landingPage, referrer, utm, clickIds]);

  /** Queries of other sites may hold what is nobody's business. */
  const withoutQuery = (address) => address.replace(/[?#].*$/s, '').slice(0, 500);

  function externalReferrer() {
    try {
      return new URL(document.referrer).host === location.host ? null : withoutQuery(document.referrer);
    } catch {
      return null;
    }
  }

  recordTouch();

  // -------------------------------------------------------------------------------------------------------- service

  const pause = (millis) => new Promise((resolve) => setTimeout(resolve, millis));

  /** The published form; `null` if there is none; `undefined` if the service cannot be reached. */
  async function fetchDefinition(source, person) {
    const address = `${HOME}/api/v1/forms/${encodeURIComponent(source)}`;
    for (const before of [0, 600]) {
      await pause(before);
      try {
        const asked = person ? `${address}?person=${encodeURIComponent(person)}` : address;
        const answer = await fetch(asked, { credentials: 'omit', signal: AbortSignal.timeout(4000) });
        if (answer.ok) {
          return await answer.json();
        }
        if (answer.status === 404) {
          return null;
        }
        if (answer.status < 500 && person) {
          store.remove(RETURNING);
          person = null;
        }
      } catch {
        // Asked once more, then the form is drawn without.
      }
    }
    return undefined;
  }

  /** What is asked if nobody can tell what to ask: the least that a signup needs. */
  function coreDefinition(texts) {
    const sizes = ['1-10', '11-50', '51-200', '201-1000', '1001-5000', '5001+'];
    const text = (name, type, maxLength, autocomplete) => ({ name, type, maxLength, autocomplete, required: true });
    const fields = [
      text('email', 'email', 254, 'email'),
      { name: 'companySize', type: 'choice', required: true, options: sizes.map((value) => ({ value, label: value })) },
      text('role', 'text', 100, 'organization-title'),
      text('useCase', 'long-text', 2000),
    ].map((field) => ({ ...field, label: texts.core[field.name] }));
    return { title: texts.title, fields: [...fields, { name: 'talkToSales', type: 'yes-no' }], incomplete: true };
  }

  /** Never throws: a service that cannot be reached is status 0. */
  async function post(path, body, headers) {
    try {
      const answer = await fetch(new URL(path, HOME), {
        method: 'POST',
        credentials: 'omit',
        signal: AbortSignal.timeout(15000),
        headers: { 'Content-Type': 'application/json', ...headers },
        body,
      });
      const json = await answer.json().catch(() => null);
      return { status: answer.status, json, retryAfter: Number(answer.headers.get('Retry-After')) || 0 };
    } catch {
      return { status: 0, json: null, retryAfter: 0 };
    }
  }

  const isTemporary = (status) => status === 0 || status === 408 || status === 409 || status === 429 || status >= 500;

  const LONGEST_POLL_PAUSE = 30e3;
  const PATIENCE = 15 * 60e3;

  /** Calls back once with the decided signup, told by the stream or else by asking; returns how to stop. */
  function listen(signup, decided) {
    let over = false;
    const stream = signup.events && window.EventSource ? new EventSource(new URL(signup.events, HOME)) : null;
    const stop = () => {
      over = true;
      stream?.close();
    };
    const tell = (view) => {
      if (!over) {
        stop();
        decided(view);
      }
    };
    const poll = async () => {
      const end = Date.now() + PATIENCE;
      for (let wait = 2000; !over && Date.now() < end; wait = Math.min(wait * 1.5, LONGEST_POLL_PAUSE)) {
        await pause(wait);
        const view = over ? null : await fetchSignup(signup.id);
        if (view?.status === 404) {
          return;
        }
        if (view?.decision) {
          tell(view);
        }
      }
    };
    stream?.addEventListener('decided', (event) => tell(JSON.parse(event.data)));
    stream?.addEventListener('error', () => {
      stream.close();
      poll();
    }, { once: true });
    if (!stream) {
      poll();
    }
    return stop;
  }

  async function fetchSignup(id) {
    try {
      const answer = await fetch(`${HOME}/api/v1/signups/${id}`, { credentials: 'omit', signal: AbortSignal.timeout(8000) });
      return answer.ok ? await answer.json() : { status: answer.status };
    } catch {
      return null;
    }
  }

  // -------------------------------------------------------------------------------------------------------- drawing

  function el(tag, attributes = {}, ...children) {
    const node = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) {
      if (name.startsWith('on')) {
        node.addEventListener(name.slice(2), value);
      } else if (value !== null && value !== undefined && value !== false) {
        node.setAttribute(name, value === true ? '' : value);
      }
    }
    node.append(...children.filter((child) => child !== null && child !== undefined));
    return node;
  }

  const COUNTRIES =
    'AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BV BW BY BZ CA CC ' +
    'CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK FM FO FR GA GB GD ' +
    'GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE JM JO JP KE KG KH ' +
    'KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR MS MT MU MV MW ' +
    'MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW PY QA RE RO RS RU RW SA SB SC ' +
    'SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK TL TM TN TO TR TT TV TW TZ UA UG UM US UY ' +
    'UZ VA VC VE VG VI VN VU WF WS YE YT ZA ZM ZW';

  function countries(language) {
    let nameOf = (code) => code;
    try {
      const names = new Intl.DisplayNames([language], { type: 'region' });
      nameOf = (code) => names.of(code);
    } catch {
      // Codes are better than nothing.
    }
    return COUNTRIES.split(' ')
      .map((value) => ({ value, label: nameOf(value) }))
      .sort((a, b) => a.label.localeCompare(b.label, language));
  }

  // As the service reads addresses: no quoted names, no misplaced dots, a domain with a top level.
  const EMAIL = /^[\p{L}\p{N}\p{M}!#$%&'*+/=?^_`{|}~-]+(\.[\p{L}\p{N}\p{M}!#$%&'*+/=?^_`{|}~-]+)*@([\p{L}\p{N}\p{M}-]+\.)+[\p{L}\p{N}\p{M}-]{2,}$/u;
  const MOST_CHIPS = 7;

  /** One question: its controls, its answer, and its fault. */
  class Question {
    constructor(field, id, texts, language) {
      this.field = field;
      this.id = id;
      this.texts = texts;
      this.error = el('p', { id: `${id}-error`, class: 'error', part: 'error', hidden: true });
      this.node = this.#draw(language);
      this.show(null);
    }

    get isShort() {
      return ['text', 'country'].includes(this.field.type) || (this.field.type === 'choice' && !this.group);
    }

    get answer() {
      if (this.group) {
        const chosen = this.inputs.find((input) => input.checked)?.value ?? null;
        return this.field.type === 'yes-no' && chosen !== null ? chosen === 'true' : chosen;
      }
      if (this.control.type === 'checkbox') {
        return this.control.checked;
      }
      return this.control.value.trim() || null;
    }

    set answer(value) {
      if (this.group) {
        this.inputs.forEach((input) => (input.checked = input.value === String(value)));
      } else if (this.control.type === 'checkbox') {
        this.control.checked = value === true;
      } else {
        this.control.value = value ?? '';
      }
    }

    /** What is wrong with the answer, in words, by the same rules as the service's. */
    fault() {
      const { required, type, maxLength } = this.field;
      const answer = this.answer;
      if (required && (answer === null || (type === 'consent' && !answer))) {
        return this.texts[type === 'consent' ? 'requiredConsent' : this.group ? 'requiredChoice' : 'required'];
      }
      if (type === 'email' && answer !== null && !EMAIL.test(answer)) {
        return this.texts.email;
      }
      return maxLength && answer?.length > maxLength ? filled(this.texts.tooLong, { max: maxLength }) : null;
    }

    show(fault) {
      this.error.hidden = !fault;
      this.error.textContent = fault || '';
      this.node.classList.toggle('faulty', Boolean(fault));
      const described = [this.field.help && `${this.id}-help`, fault && this.error.id].filter(Boolean).join(' ');
      for (const [name, value] of [['aria-invalid', fault && 'true'], ['aria-describedby', described]]) {
        if (value) {
          this.control.setAttribute(name, value);
        } else {
          this.control.removeAttribute(name);
        }
      }
    }

    focus() {
      (this.group ? this.inputs.find((input) => input.checked) || this.inputs[0] : this.control).focus();
    }

    #draw(language) {
      const { type, options, required } = this.field;
      if (type === 'consent' || (type === 'yes-no' && !required)) {
        return this.#checkbox();
      }
      const yesNo = [{ value: 'true', label: this.texts.yes }, { value: 'false', label: this.texts.no }];
      const choices = type === 'country' ? countries(language) : type === 'yes-no' ? yesNo : options?.map((option) => (option.value ? option : { value: option, label: option }));
      return choices && choices.length <= MOST_CHIPS ? this.#chips(choices) : this.#box(choices);
    }

    #chips(choices) {
      this.group = true;
      this.inputs = choices.map(({ value }) => el('input', { type: 'radio', name: this.id, value, required: this.field.required }));
      const chips = choices.map(({ label }, at) => el('label', { class: 'chip', part: 'choice' }, this.inputs[at], el('span', {}, label)));
      this.control = el(
        'fieldset',
        { id: this.id, role: 'radiogroup', 'aria-labelledby': `${this.id}-label`, 'aria-required': this.field.required ? 'true' : null },
        el('legend', { id: `${this.id}-label`, class: 'label', part: 'label' }, ...this.#caption()),
        this.#help(),
        el('div', { class: 'chips' }, ...chips),
      );
      return el('div', { class: 'field', part: 'field' }, this.control, this.error);
    }

    #box(choices) {
      const { name, type, required, placeholder, autocomplete } = this.field;
      const common = { id: this.id, name, required, autocomplete, part: 'input', class: 'input' };
      if (choices) {
        const blank = el('option', { value: '' }, required ? this.texts.choose : '');
        this.control = el('select', common, blank, ...choices.map(({ value, label }) => el('option', { value }, label)));
      } else if (type === 'long-text') {
        this.control = el('textarea', { ...common, placeholder, rows: 3 });
      } else {
        const email = type === 'email' && { inputmode: 'email', spellcheck: 'false', autocapitalize: 'none' };
        this.control = el('input', { ...common, placeholder, type: type === 'email' ? 'email' : 'text', ...email });
      }
      const label = el('label', { for: this.id, class: 'label', part: 'label' }, ...this.#caption());
      return el('div', { class: 'field', part: 'field' }, label, this.#help(), this.control, this.error);
    }

    #checkbox() {
      const { label, url, required, type } = this.field;
      this.control = el('input', { type: 'checkbox', id: this.id, required });
      const link = url && el('a', { href: safe(url), target: '_blank', rel: 'noopener' }, this.texts.read);
      const row = el('div', { class: 'check' }, this.control, el('div', {}, el('label', { for: this.id }, label), ' ', link || ''));
      const part = type === 'consent' ? 'field consent' : 'field';
      return el('div', { class: 'field', part }, row, this.#help(), this.error);
    }

    #caption() {
      const { label, required } = this.field;
      return required ? [label] : [label, ' ', el('span', { class: 'optional' }, `(${this.texts.optional})`)];
    }

    #help() {
      return this.field.help ? el('p', { id: `${this.id}-help`, class: 'help', part: 'help' }, this.field.help) : null;
    }
  }

  /** Where a link may lead: definitions and decisions are data, and data must not run. */
  function safe(address) {
    try {
      const url = new URL(address, HOME);
      return ['https:', 'http:', 'mailto:'].includes(url.protocol) ? url.href : null;
    } catch {
      return null;
    }
  }

  /** What became of a signup, for the person who waits for it. `entrance` is where a visitor is let in meanwhile. */
  function drawOutcome(signup, texts, entrance, heading) {
    const decision = signup.decision;
    const step = decision?.nextStep || signup.nextStep || entrance;
    const owner = decision?.owner;
    const human = { BOOK_MEETING: texts.bookMeeting, EXPECT_CONTACT: texts.expectContact }[decision?.nextStep?.kind];
    const title = owner ? filled(texts.human, { name: owner.name }) : texts.inTitle;
    const text = !decision ? texts.pending : human || texts.selfServe;
    const links = [step, entrance && entrance.url !== step?.url ? entrance : null]
      .filter((one) => one && safe(one.url))
      .map((one, at) => el('a', { class: at ? 'button second' : 'button', part: at ? 'button button-second' : 'button', href: safe(one.url) }, texts[one.kind] || texts.START_PRODUCT));
    const node = el(
      'section',
      { class: 'outcome', part: 'outcome' },
      owner ? ownerCard(owner, texts) : el('div', { class: 'mark', 'aria-hidden': 'true' }),
      heading(title),
      el('p', { class: 'lead' }, text),
      el('div', { class: 'buttons' }, ...links),
      decision ? null : el('p', { class: 'waiting' }, el('span', { class: 'dots', 'aria-hidden': 'true' }), texts.waiting),
    );
    return { node, announcement: `${title} ${text}` };
  }

  function ownerCard(owner, texts) {
    const initials = owner.name.split(/\s+/).map((word) => word[0]).filter((_, at, all) => at === 0 || at === all.length - 1).join('');
    const mail = owner.email && el('a', { href: safe(`mailto:${owner.email}`) }, owner.email);
    return el(
      'div',
      { class: 'owner', part: 'owner' },
      el('span', { class: 'avatar', 'aria-hidden': 'true' }, initials),
      el('div', {}, el('div', { class: 'help' }, texts.contact), el('div', { class: 'name' }, owner.name), mail || ''),
    );
  }

  // ---------------------------------------------------------------------------------------------------------- style

  const STYLE = `
    :host {
      --accent: var(--tandem-accent, #2f4ad0);
      --accent-text: var(--tandem-accent-text, #fff);
      --text: var(--tandem-text, #1b2130);
      --muted: var(--tandem-muted, #596275);
      --surface: var(--tandem-surface, #fff);
      --border: var(--tandem-border, #8790a3);
      --error: var(--tandem-error, #b3261e);
      --radius: var(--tandem-radius, 10px);
      --gap: var(--tandem-gap, 1.25rem);
      display: block;
      max-inline-size: var(--tandem-width, 36rem);
      color: var(--text);
      font: 400 1rem/1.5 var(--tandem-font, system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif);
      text-align: start;
    }
    :host([hidden]), [hidden] { display: none !important; }
    *, *::before, *::after { box-sizing: border-box; }
    .title { margin: 0; font-size: 1.5rem; line-height: 1.25; font-weight: 650; letter-spacing: -0.01em; text-wrap: balance; }
    p { margin: 0; }
    a { color: var(--accent); text-underline-offset: 0.15em; }
    form { display: grid; gap: var(--gap); }
    .fields { display: grid; gap: var(--gap); grid-template-columns: repeat(auto-fit, minmax(min(100%, 14rem), 1fr)); align-items: start; }
    .fields > .whole { grid-column: 1 / -1; }
    .field { display: grid; gap: 0.375rem; min-inline-size: 0; }
    fieldset { display: grid; gap: 0.375rem; border: 0; margin: 0; padding: 0; min-inline-size: 0; }
    legend { padding: 0; margin-block-end: 0.375rem; }
    .label { font-weight: 550; font-size: 0.9375rem; }
    .optional { font-weight: 400; color: var(--muted); }
    .help { color: var(--muted); font-size: 0.875rem; }
    .input {
      inline-size: 100%; min-block-size: 2.75rem; padding: 0.5625rem 0.75rem; font: inherit; color: inherit;
      background-color: var(--surface); border: 1px solid var(--border); border-radius: var(--radius);
    }
    textarea.input { resize: vertical; min-block-size: 5.5rem; }
    select.input {
      appearance: none; padding-inline-end: 2.25rem; background-repeat: no-repeat; background-size: 0.375rem 0.375rem;
      background-image: linear-gradient(45deg, transparent 50%, currentColor 50%), linear-gradient(-45deg, transparent 50%, currentColor 50%);
      background-position: right 1.1875rem center, right 0.8125rem center;
    }
    select.input:dir(rtl) { background-position: left 0.8125rem center, left 1.1875rem center; }
    .input::placeholder { color: var(--muted); opacity: 1; }
    .chips { display: flex; flex-wrap: wrap; gap: 0.5rem; }
    .chip { position: relative; flex: 1 1 auto; display: flex; cursor: pointer; }
    .chip input { position: absolute; inset: 0; margin: 0; opacity: 0; cursor: pointer; inline-size: 100%; block-size: 100%; }
    .chip span {
      flex: 1; min-block-size: 2.75rem; display: grid; place-items: center; padding: 0.375rem 0.75rem; text-align: center;
      background: var(--surface); border: 1px solid var(--border); border-radius: var(--radius); font-variant-numeric: tabular-nums;
    }
    .chip input:checked + span { background: var(--accent); border-color: var(--accent); color: var(--accent-text); }
    .check { display: grid; grid-template-columns: auto 1fr; gap: 0.625rem; align-items: start; }
    .check input { inline-size: 1.25rem; block-size: 1.25rem; margin: 0.125rem 0 0; accent-color: var(--accent); }
    .check label { cursor: pointer; }
    .check a { font-size: 0.875rem; }
    .error { color: var(--error); font-size: 0.875rem; font-weight: 500; }
    .faulty .input, .faulty .chip span { border-color: var(--error); box-shadow: 0 0 0 1px var(--error); }
    .summary, .notice { padding: 0.875rem 1rem; border-radius: var(--radius); background: var(--surface); border: 1px solid var(--error); }
    .summary { border-inline-start-width: 5px; }
    .summary h3 { margin: 0; font-size: 1rem; font-weight: 600; }
    .summary ul { margin: 0.375rem 0 0; padding-inline-start: 1.25rem; }
    .summary a { color: var(--error); }
    .notice { border-color: var(--border); border-inline-start: 5px solid var(--accent); display: grid; gap: 0.625rem; justify-items: start; }
    .buttons { display: flex; flex-wrap: wrap; gap: 0.75rem; }
    .button {
      flex: 1 1 11rem; min-block-size: 3rem; padding: 0.6875rem 1.25rem; font: inherit; font-weight: 600; text-align: center; text-decoration: none;
      cursor: pointer; color: var(--accent-text); background: var(--accent); border: 2px solid var(--accent); border-radius: var(--radius);
      transition: filter 0.15s;
    }
    .button.second { color: var(--accent); background: transparent; }
    .button:hover { filter: brightness(0.92); }
    .button[aria-disabled="true"] { cursor: progress; opacity: 0.75; }
    .button.small { flex: none; min-block-size: 2.5rem; padding: 0.375rem 1rem; }
    .plain { padding: 0; font: inherit; color: var(--accent); background: none; border: 0; text-decoration: underline; text-underline-offset: 0.15em; cursor: pointer; }
    :is(.input, .button, .plain, a, .check input, .title, .summary):focus-visible, .chip input:focus-visible + span { outline: 3px solid var(--accent); outline-offset: 2px; }
    .title:focus-visible, .summary:focus-visible { outline-offset: 6px; border-radius: 2px; }
    .outcome { display: grid; gap: 0.875rem; justify-items: start; }
    .outcome .buttons { inline-size: 100%; margin-block-start: 0.5rem; }
    .lead { font-size: 1.0625rem; color: var(--muted); max-inline-size: 32rem; }
    .mark { inline-size: 3rem; block-size: 3rem; border-radius: 50%; background: var(--accent); position: relative; }
    .mark::after {
      content: ""; position: absolute; inset-block-start: 0.8125rem; left: 1.125rem; inline-size: 0.625rem; block-size: 1.0625rem;
      border: solid var(--accent-text); border-width: 0 3px 3px 0; transform: rotate(45deg);
    }
    .owner { display: flex; align-items: center; gap: 0.875rem; line-height: 1.35; }
    .owner .name { font-weight: 600; }
    .avatar {
      inline-size: 3.5rem; block-size: 3.5rem; flex: none; border-radius: 50%; display: grid; place-items: center; font-weight: 600;
      background: var(--accent); color: var(--accent-text);
    }
    .waiting { display: flex; align-items: center; gap: 0.5rem; color: var(--muted); font-size: 0.9375rem; }
    .dots { inline-size: 0.625rem; block-size: 0.625rem; border-radius: 50%; background: var(--accent); animation: breathe 1.4s ease-in-out infinite alternate; }
    @keyframes breathe { from { opacity: 0.25; } to { opacity: 1; } }
    .aside { position: absolute; inline-size: 1px; block-size: 1px; margin: -1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
    .frame { position: relative; }
    @media (prefers-reduced-motion: reduce) { *, *::before, *::after { animation: none !important; transition: none !important; } }
    @media (forced-colors: active) { .chip input:checked + span { outline: 3px solid Highlight; } .mark { border: 1px solid; } }
  `;

  /** Adopted sheets need no permission of a site's Content-Security-Policy; older browsers need one for <style>. */
  function addStyle(root, css) {
    if ('adoptedStyleSheets' in root && 'replaceSync' in CSSStyleSheet.prototype) {
      const sheet = new CSSStyleSheet();
      sheet.replaceSync(css);
      root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheet];
    } else {
      root.append(el('style', { nonce: NONCE }, css));
    }
  }

  // ------------------------------------------------------------------------------------------------------- elements

  /** What both elements share: a place to draw, a live region, and the wait for a decision. */
  class TandemElement extends HTMLElement {
    constructor() {
      super();
      this.root = this.attachShadow({ mode: 'open' });
      addStyle(this.root, STYLE);
      this.frame = el('div', { class: 'frame' });
      this.live = el('div', { class: 'aside', role: 'status', 'aria-live': 'polite' });
      this.root.append(this.frame, this.live);
    }

    connectedCallback() {
      this.goOn();
    }

    disconnectedCallback() {
      // Frameworks move elements by taking them out and putting them in again.
      queueMicrotask(() => this.isConnected || this.halt());
    }

    /** Starts what is waited for next, or nothing; `start` returns how to stop it. */
    wait(start) {
      this.halt();
      this.start = start;
      this.goOn();
    }

    /** An element that is put back, like that of a dialog, goes on waiting for what it waited for. */
    goOn() {
      if (this.isConnected && !this.stop) {
        this.stop = this.start?.();
      }
    }

    halt() {
      this.stop?.();
      this.stop = null;
    }

    /** Its language: the site's if it says so, else the form's, else the page's; told to those who listen to it. */
    speak(locale) {
      this.language = this.getAttribute('lang') || locale || document.documentElement.lang || 'en';
      this.frame.lang = this.language;
      this.live.lang = this.language;
      this.texts = textsOf(this, this.language);
    }

    say(text) {
      this.live.textContent = text;
    }

    /** A page of its own has its title in the form. */
    heading(title) {
      return el(`h${Number(this.getAttribute('heading')) || 2}`, { id: 'title', class: 'title', tabindex: '-1', part: 'title' }, title);
    }

    fire(name, detail) {
      this.dispatchEvent(new CustomEvent(`tandem:${name}`, { bubbles: true, composed: true, detail }));
    }

    showOutcome(signup, entrance) {
      const withFocus = !signup.decision || !this.start || this.root.activeElement?.closest('.outcome');
      const { node, announcement } = drawOutcome(signup, this.texts, entrance, (title) => this.heading(title));
      this.frame.replaceChildren(node);
      if (withFocus) {
        node.querySelector('.title').focus();
      } else {
        this.say(announcement);
      }
      if (signup.decision) {
        this.wait(null);
        this.fire('decided', { id: signup.id, decision: signup.decision });
      } else {
        this.wait(() => listen(signup, (decided) => this.showOutcome(decided, signup.nextStep)));
      }
    }

    showNote(title, text, ...more) {
      const node = el(
        'section',
        { class: 'outcome', part: 'outcome' },
        this.heading(title),
        el('p', { class: 'lead' }, text),
        ...more,
      );
      this.frame.replaceChildren(node);
      return node;
    }
  }

  // Longer than the minute after which a service that was killed lets the same key in again.
  const RETRY_PAUSES = [2, 4, 8, 15, 30, 30];
  const LONGEST_WAIT = 120;

  class TandemForm extends TandemElement {
    static observedAttributes = ['source'];

    connectedCallback() {
      super.connectedCallback();
      if (!this.turn) {
        this.load();
      }
    }

    attributeChangedCallback(name, before, after) {
      if (this.turn && before !== after) {
        this.load();
      }
    }

    async load(answers = {}) {
      const turn = (this.turn = (this.turn || 0) + 1);
      this.speak();
      this.wait(null);
      if (!this.frame.firstChild) {
        this.frame.append(el('p', { class: 'help' }, this.texts.loading));
      }
      const definition = await fetchDefinition(this.getAttribute('source') || '', store.get(RETURNING));
      if (turn !== this.turn) {
        return;
      }
      if (definition === null) {
        this.showNote(this.texts.title, this.texts.closed);
        return;
      }
      this.speak(definition?.locale);
      this.draw(definition || coreDefinition(this.texts), answers);
    }

    draw(definition, answers) {
      const texts = this.texts;
      this.definition = definition;
      this.canTalk = definition.fields.some((field) => field.name === 'talkToSales');
      const consents = (definition.consents || []).map((consent) => ({ ...consent, name: `consents.${consent.purpose}`, label: consent.text, type: 'consent' }));
      this.questions = [...definition.fields.filter((field) => field.name !== 'talkToSales'), ...consents].map(
        (field, at) => new Question(field, `q${at}`, texts, this.language),
      );
      for (const question of this.questions) {
        if (question.field.name in answers) {
          question.answer = answers[question.field.name];
        }
        question.node.addEventListener('input', () => this.changed(question));
        question.node.addEventListener('change', () => this.changed(question));
      }
      widenLonely(this.questions);
      this.summary = el('div', { class: 'summary', part: 'summary', tabindex: '-1', role: 'alert', hidden: true });
      this.notice = el('div', { class: 'notice', part: 'notice', role: 'alert', hidden: true });
      this.trap = definition.honeypot && el('input', { type: 'text', name: definition.honeypot, tabindex: '-1', autocomplete: 'off' });
      this.buttons = [
        el('button', { type: 'submit', class: 'button', part: 'button' }, definition.submitLabel || texts.submit),
        this.canTalk && el('button', { type: 'button', class: 'button second', part: 'button button-second', onclick: () => this.submit(true) }, texts.talkToUs),
      ].filter(Boolean);
      const submit = (event) => {
        event.preventDefault();
        this.submit(false);
      };
      this.form = el(
        'form',
        { novalidate: true, part: 'form', onsubmit: submit, 'aria-labelledby': 'title' },
        this.heading(definition.title || texts.title),
        definition.known?.length ? this.welcomeBack() : null,
        this.summary,
        el('div', { class: 'fields' }, ...this.questions.map((question) => question.node)),
        this.trap ? el('div', { class: 'aside', 'aria-hidden': 'true', inert: true }, this.trap) : null,
        this.notice,
        el('div', { class: 'buttons', part: 'buttons' }, ...this.buttons),
      );
      if (definition.theme) {
        addTheme(this.root, definition.theme);
      }
      this.frame.replaceChildren(this.form);
      this.drawnAt ??= performance.now();
    }

    /** Computers are shared: whoever is greeted as somebody else says so. */
    welcomeBack() {
      const forget = () => {
        store.remove(RETURNING);
        this.load(this.typed());
      };
      return el('p', { class: 'help', part: 'welcome' }, this.texts.welcomeBack, ' ', el('button', { type: 'button', class: 'plain', onclick: forget }, this.texts.notYou));
    }

    typed() {
      return Object.fromEntries(this.questions.map((question) => [question.field.name, question.answer]));
    }

    /** A fault goes as soon as it is mended; what is being edited is not sent behind the visitor's back. */
    changed(question) {
      this.wait(null);
      this.retryIn?.remove();
      if (!question.error.hidden && !question.fault()) {
        question.show(null);
      }
    }

    async submit(talkToSales) {
      if (this.sending) {
        return;
      }
      this.wait(null);
      this.notice.hidden = true;
      const faults = this.questions.map((question) => ({ question, detail: question.fault() })).filter(({ detail }) => detail);
      this.showFaults(faults);
      if (faults.length) {
        return;
      }
      const answers = this.answers(talkToSales);
      const said = JSON.stringify(answers);
      if (this.attempt?.said !== said) {
        // The same answers keep their key and their body, so that trying again cannot sign up twice.
        this.attempt = { said, talkToSales, key: uuid(), tries: 0, body: JSON.stringify({ ...answers, ...this.circumstances() }) };
      }
      this.busy(talkToSales);
      let answer = await this.send(this.attempt);
      if (answer.status === 413) {
        // Where somebody came from is worth less than that they can sign up.
        Object.assign(this.attempt, { key: uuid(), body: JSON.stringify({ ...answers, ...this.circumstances(), touches: undefined }) });
        answer = await this.send(this.attempt);
      }
      this.busy(null);
      this.react(answer);
    }

    send(attempt) {
      const credential = this.getAttribute('token') || this.getAttribute('key');
      const headers = { 'Idempotency-Key': attempt.key, ...(credential && { Authorization: `Bearer ${credential}` }) };
      return post(this.definition.submitTo || '/api/v1/signups', attempt.body, headers);
    }

    answers(talkToSales) {
      const body = { custom: {}, consents: [] };
      for (const { field, answer } of this.questions) {
        if (field.type === 'consent') {
          // A box that stays empty says nothing: what was agreed to before is not taken back by it.
          if (answer) {
            body.consents.push({ purpose: field.purpose, version: field.version, granted: true });
          }
        } else if (answer !== null) {
          const own = field.name.startsWith('custom.');
          (own ? body.custom : body)[own ? field.name.slice(7) : field.name] = own ? String(answer) : answer;
        }
      }
      if (this.canTalk) {
        body.talkToSales = talkToSales;
      }
      if (this.trap?.value) {
        body[this.trap.name] = this.trap.value;
      }
      return body;
    }

    circumstances() {
      const path = toldTouches();
      const campaign = path.filter(({ utm }) => Object.keys(utm).length).pop();
      return {
        formVersion: this.definition.version,
        fillMillis: Math.round(performance.now() - this.drawnAt),
        anonymousId: anonymousId(),
        returningToken: store.get(RETURNING) ?? undefined,
        touches: path,
        utm: campaign?.utm,
      };
    }

    busy(talkToSales) {
      this.sending = talkToSales !== null;
      this.buttons.forEach((button, at) => {
        const pressed = this.sending && at === (talkToSales ? 1 : 0);
        button.dataset.label ??= button.textContent;
        button.textContent = pressed ? this.texts.sending : button.dataset.label;
        button.setAttribute('aria-disabled', String(this.sending));
      });
      this.form.setAttribute('aria-busy', String(this.sending));
      this.say(this.sending ? this.texts.sending : '');
    }

    react({ status, json, retryAfter }) {
      if (status === 200 || status === 201 || status === 202) {
        this.accepted(json);
      } else if (status === 400 && json?.errors?.length) {
        this.refused(json.errors);
      } else if (status === 401 && this.hasAttribute('token') && !this.renewed) {
        this.renew();
      } else {
        this.failed(status, retryAfter);
      }
    }

    accepted(signup) {
      if (signup.returningToken) {
        store.set(RETURNING, signup.returningToken);
      }
      this.fire('submitted', { id: signup.id, status: signup.status });
      if (signup.status === 'UNCONFIRMED') {
        this.showMailbox();
      } else {
        this.showOutcome(signup);
      }
    }

    showMailbox() {
      const answers = this.typed();
      const back = () => {
        this.draw(this.definition, answers);
        this.questions[0]?.focus();
      };
      const text = answers.email ? filled(this.texts.mailbox, answers) : this.texts.mailboxUnknown;
      const other = answers.email && el('button', { type: 'button', class: 'plain', onclick: back }, this.texts.otherAddress);
      this.showNote(this.texts.mailboxTitle, text, other || null).querySelector('.title').focus();
    }

    /** Every fault that the service found beside its question; what belongs to none stands in the summary. */
    async refused(errors) {
      const isDrawn = ({ field }) => this.questionOf(field);
      const isShort = this.definition.known?.length > 0;
      if (!errors.every(isDrawn) && (isShort || !this.redrawn)) {
        // The form was drawn short for somebody else, from an older version, or without any: draw the whole of it as it
        // is now, and keep what was typed.
        if (isShort) {
          store.remove(RETURNING);
        }
        this.redrawn = true;
        await this.load(this.typed());
      }
      this.showFaults(errors.map(({ field, detail }) => ({ question: this.questionOf(field), field, detail: sentence(detail) })));
    }

    questionOf(field) {
      const name = field.replace(/\[(\w+)\]/g, '.$1');
      return this.questions?.find((question) => name === question.field.name || name.startsWith(`${question.field.name}.`));
    }

    showFaults(faults) {
      for (const question of this.questions) {
        const own = faults.filter((fault) => fault.question === question).map(({ detail }) => detail);
        question.show(own.join(' ') || null);
      }
      this.summary.hidden = !faults.length;
      if (!faults.length) {
        this.summary.replaceChildren();
        return;
      }
      const items = faults.map(({ question, field, detail }) => {
        const go = (event) => {
          event.preventDefault();
          question.focus();
        };
        return el('li', {}, question ? el('a', { href: `#${question.id}`, onclick: go }, `${question.field.label.replace(/[?:.]$/, '')}: ${detail}`) : `${field}: ${detail}`);
      });
      this.summary.replaceChildren(el('h3', {}, this.texts.faults), el('ul', {}, ...items));
      this.summary.focus();
      this.summary.scrollIntoView({ block: 'nearest' });
    }

    /** The page was open for longer than its token is valid: the same page has a new one. */
    async renew() {
      this.renewed = true;
      try {
        const page = await (await fetch(location.href, { cache: 'no-store' })).text();
        const fresh = new DOMParser().parseFromString(page, 'text/html').querySelector('tandem-form').getAttribute('token');
        this.setAttribute('token', fresh);
        await this.submit(this.attempt.talkToSales);
      } catch {
        this.failed(0, 0);
      }
    }

    failed(status, retryAfter) {
      const attempt = this.attempt;
      const temporary = isTemporary(status);
      const wait = Math.max(retryAfter, RETRY_PAUSES[attempt.tries] ?? Infinity);
      const retrying = temporary && wait <= LONGEST_WAIT;
      const retry = () => this.submit(attempt.talkToSales);
      attempt.tries += 1;
      this.retryIn = retrying && el('p', { class: 'help' }, filled(this.texts.retryIn, { seconds: wait }));
      this.notice.replaceChildren(
        el('p', {}, temporary ? this.texts.failing : this.texts.misconfigured),
        this.retryIn || '',
        el('button', { type: 'button', class: 'button second small', part: 'button button-second', onclick: retry }, this.texts.retry),
      );
      this.notice.hidden = false;
      if (retrying) {
        this.wait(() => {
          const timer = setTimeout(retry, wait * 1000);
          return () => clearTimeout(timer);
        });
      }
      this.fire('failed', { status, retrying });
    }
  }

  /** Short questions stand in pairs; one without a partner gets the whole row. */
  function widenLonely(questions) {
    let pair = null;
    for (const question of questions) {
      question.node.classList.toggle('whole', !question.isShort);
      pair = question.isShort && !pair ? question : null;
      const next = questions[questions.indexOf(question) + 1];
      if (pair && !next?.isShort) {
        question.node.classList.add('whole');
        pair = null;
      }
    }
  }

  const sentence = (detail) => detail.charAt(0).toUpperCase() + detail.slice(1).replace(/([^.!?])$/, '$1.');

  // As the service's rule: no function but these, so nothing that could fetch, and nothing that could end the property.
  const PLAIN_VALUE =
    /^(?=.{1,100}$)(?:(?:rgba?|hsla?|hwb|(?:ok)?lab|(?:ok)?lch|color(?:-mix)?|light-dark|calc|min|max|clamp|var)?\(|[\w-](?![\w-]*\()|[#%.,)'" /+])+$/i;

  /** Names and values are the admin's data; only plain values of known shape become style. */
  function addTheme(root, theme) {
    const declarations = Object.entries(theme)
      .filter(([name, value]) => /^[a-z][a-z-]*$/.test(name) && PLAIN_VALUE.test(value))
      .map(([name, value]) => `--tandem-${name}: ${value};`);
    addStyle(root, `:host { ${declarations.join(' ')} }`);
  }

  /** The page that a signed link leads to. Mail scanners open links too, therefore nothing happens without a click. */
  class TandemConfirmation extends TandemElement {
    connectedCallback() {
      super.connectedCallback();
      if (this.frame.firstChild) {
        return;
      }
      this.speak();
      const token = location.hash.slice(1);
      if (!token) {
        this.showNote(this.texts.confirmTitle, this.texts.confirmExpired);
        return;
      }
      this.notice = el('div', { class: 'notice', part: 'notice', role: 'alert', hidden: true });
      this.button = el('button', { type: 'button', class: 'button', part: 'button', onclick: () => this.confirm(token) }, this.texts.confirm);
      this.showNote(this.texts.confirmTitle, this.texts.confirmText, this.notice, el('div', { class: 'buttons' }, this.button));
    }

    async confirm(token) {
      if (this.sending) {
        return;
      }
      this.sending = true;
      this.button.setAttribute('aria-disabled', 'true');
      this.button.textContent = this.texts.sending;
      this.notice.hidden = true;
      const { status, json } = await post('/api/v1/signup-confirmations', JSON.stringify({ token }), {});
      this.sending = false;
      if (status >= 200 && status < 300 && json) {
        history.replaceState(null, '', location.pathname + location.search);
        this.fire('submitted', { id: json.id, status: json.status });
        this.showOutcome(json);
      } else if (isTemporary(status) && status !== 409) {
        this.button.setAttribute('aria-disabled', 'false');
        this.button.textContent = this.texts.retry;
        this.notice.textContent = this.texts.confirmFailing;
        this.notice.hidden = false;
        this.fire('failed', { status, retrying: false });
      } else {
        this.showNote(this.texts.confirmTitle, this.texts.confirmExpired).querySelector('.title').focus();
        this.fire('failed', { status, retrying: false });
      }
    }
  }

  customElements.define('tandem-form', TandemForm);
  customElements.define('tandem-confirmation', TandemConfirmation);
})();
