// The page of the private check-up. It starts two scripts beside it: one fetches the program and ends (loader.js), one
// reads what the person chooses (reader.js). This page sends nothing: its security policy allows it no request, no form
// here carries anything, and nothing is put into any store of the browser.
const root = document.querySelector('[data-check-up]');
const told = root ? JSON.parse(root.dataset.checkUp) : null;
const results = document.querySelector('[data-results]');
const find = (name, place = root) => place.querySelector(`[data-${name}]`);
const lines = (id) => document.getElementById(id).value.split('\n').map((line) => line.trim()).filter(Boolean);

const FAILED = {
  'signed out': 'Your sign-in has ended. Load this page again and sign in.',
  'not there': 'A part of the program is not there. The service may have been renewed a moment ago: load this page again.',
  unreachable: 'The service could not be reached. Check that you are connected, and try again.',
  'not started': 'Your browser could not start the program. A browser from 2023 or later can; a device with little memory may not.',
  fault: 'The check-up broke off because of a fault in the program. Nothing of your files has left this page.',
  MemoryError: 'This is more than your browser gives to one page. Choose fewer parts at once, or use a terminal: lanyard checkup FILE.',
};

let files = null;
let reader = null;
let found = null;
let adopt = null;

// What an older browser lacks besides (scripts of their own kind beside a page) shows when the program is started.
const canRun = () => root && typeof WebAssembly === 'object' && typeof BigInt64Array === 'function' && 'arrayBuffer' in Blob.prototype;

function show(step) {
  for (const each of root.querySelectorAll('[data-step]')) each.hidden = each.dataset.step !== step;
}

function say(text) {
  find('status').textContent = text;
}

function fail(why, name = '') {
  const box = find('fault');
  const words = FAILED[name] ?? FAILED[why] ?? FAILED.fault;
  find('said').textContent = why === 'fault' && !FAILED[name] ? `${words} (${name})` : words;
  box.hidden = false;
  box.focus();
}

function wait(text) {
  find('detail').textContent = '';
  const bar = root.querySelector('progress');
  bar.removeAttribute('value');
  show('wait');
  say(text);
  return bar;
}

// Fetching the program: once, before anything is chosen.

function fetchProgram() {
  find('fault').hidden = true;
  const bar = wait('Fetching the program');
  const loader = new Worker(told.loader, {type: 'module'});
  const stop = (why) => {
    loader.terminate();
    show('begin');
    say('');
    if (why) fail(why);
  };
  find('cancel').onclick = () => stop();
  loader.onerror = () => stop('unreachable');
  loader.onmessage = ({data}) => {
    if (data.kind === 'progress') bar.value = data.part;
    else if (data.kind === 'failed') stop(data.why);
    else {
      loader.terminate();
      files = data.files;
      startReader(() => document.getElementById('files').focus());
    }
  };
  loader.postMessage(told.files);
}

// A reader gets a copy of the files, so that another can be started without asking the service again.
function startReader(then) {
  wait('Starting the program');
  reader = new Worker(told.reader, {type: 'module'});
  const stop = (why) => {
    endReader();
    files = null;
    show('begin');
    say('');
    if (why) fail(why);
  };
  find('cancel').onclick = () => stop();
  reader.onerror = () => stop('not started');
  reader.onmessage = ({data}) => {
    if (data.kind !== 'ready') return stop('not started');
    say('The program is here. You can switch the internet off now.');
    show('choose');
    root.dataset.ready = 'yes';
    then();
  };
  reader.postMessage({kind: 'start', base: new URL(told.base, location.href).href, files});
}

function endReader() {
  reader?.terminate();
  reader = null;
  delete root.dataset.ready;
}

// Looking through what the person chose.

// A part of a copy has a name and a place, which is a file or a folder below which its files stand.
function given() {
  const parts = [...document.getElementById('files').files].map((file, number) => (
    {name: file.name, place: `${number}`, files: [{name: `${number}`, data: file}]}
  ));
  const inside = [...document.getElementById('folder').files].map((file) => ({name: file.webkitRelativePath, data: file}));
  for (const name of new Set(inside.map((each) => each.name.split('/')[0]))) {
    const files = inside.filter((each) => each.name.startsWith(`${name}/`));
    parts.push({name, place: `folder/${name}`, files: files.map((each) => ({name: `folder/${each.name}`, data: each.data}))});
  }
  return parts;
}

function look() {
  const chosen = given();
  const missing = chosen.length === 0;
  find('fault').hidden = true;
  document.getElementById('files-error').hidden = !missing;
  find('files').classList.toggle('govuk-form-group--error', missing);
  if (missing) return document.getElementById('files').focus();
  forget();
  const bar = wait('Looking through your copy');
  find('cancel').onclick = () => {
    endReader();
    startReader(() => {
      say('Stopped. Nothing was kept.');
      find('look').focus();
    });
  };
  reader.onerror = () => finish({kind: 'failed', why: 'fault'});
  reader.onmessage = ({data}) => (data.kind === 'progress' ? tell(bar, data.said) : finish(data));
  const {pack, school} = told;
  const asked = {pack, school, at: new Date().toISOString(), me: lines('me'), names: lines('names')};
  reader.postMessage({kind: 'look', parts: chosen, told: asked});
}

function tell(bar, [done, all, words]) {
  if (all) bar.value = done / all;
  find('detail').textContent = words ?? '';
}

function finish(data) {
  // A program that broke off may not be sound any more: another is started.
  const breakOff = (name) => {
    endReader();
    startReader(() => {
      say('');
      fail('fault', name);
    });
  };
  if (data.kind === 'failed') return breakOff(data.name);
  say('');
  show('choose');
  found = data.found;
  try {
    find('report', results).replaceChildren(adopt(found.fragment));
  } catch (fault) {
    forget();
    return breakOff(fault.name);
  }
  results.hidden = false;
  results.focus();
}

// What the person does with the report.

function save(words, ending, type) {
  const address = URL.createObjectURL(new Blob([words], {type: `${type};charset=utf-8`}));
  const link = document.createElement('a');
  link.href = address;
  link.download = `check-up-${new Date().toISOString().slice(0, 10)}.${ending}`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 10000);
}

function forget() {
  found = null;
  results.hidden = true;
  find('report', results).replaceChildren();
}

function wipe() {
  forget();
  for (const id of ['files', 'folder', 'me', 'names']) document.getElementById(id).value = '';
}

if (canRun()) {
  ({adopt} = await import(told.report));
  document.querySelector('[data-cannot]').hidden = true;
  root.hidden = false;
  find('folder').hidden = !('webkitdirectory' in HTMLInputElement.prototype);
  find('begin').addEventListener('click', fetchProgram);
  find('look').addEventListener('click', look);
  find('save', results).addEventListener('click', () => save(found.document, 'html', 'text/html'));
  find('save-data', results).addEventListener('click', () => save(found.data, 'json', 'application/json'));
  find('print', results).addEventListener('click', () => print());
  find('again', results).addEventListener('click', () => document.getElementById('files').focus());
  find('wipe', results).addEventListener('click', () => {
    wipe();
    say('Wiped. Nothing is left of it in this page.');
    document.getElementById('files').focus();
  });
  // On paper nothing is folded away.
  addEventListener('beforeprint', () => results.querySelectorAll('details').forEach((fold) => { fold.open = true; }));
  // Whoever leaves, closes or goes back leaves nothing behind, not even in a page that the browser keeps in memory.
  addEventListener('pagehide', () => {
    wipe();
    endReader();
    files = null;
    show('begin');
  });
}
