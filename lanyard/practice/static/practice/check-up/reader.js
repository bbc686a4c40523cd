// Reads archives: the only script that sees them. It runs Python by WebAssembly on files that the page hands to it.
// Its own security policy forbids every request but for scripts of the service, which are loaded before it is ready.

let python = null;
let checkUp = null;

// Pyodide asks for its files with fetch; they are here already, and there is nothing else to ask for.
function fetchFrom(files) {
  return async (address) => {
    const name = String(address).split('/').pop();
    if (!files.has(name)) throw new TypeError('A check-up asks for nothing');
    const type = name.endsWith('.wasm') ? 'application/wasm' : 'application/octet-stream';
    return new Response(files.get(name), {headers: {'Content-Type': type}});
  };
}

async function start({base, files}) {
  self.fetch = fetchFrom(files);
  const {loadPyodide} = await import(`${base}pyodide.mjs`);
  const quiet = () => {};
  python = await loadPyodide({indexURL: base, stdout: quiet, stderr: quiet});
  python.FS.mkdir('/program');
  python.unpackArchive(files.get('program.zip'), 'zip', {extractDir: '/program'});
  python.runPython('import sys; sys.path.insert(0, "/program")');
  checkUp = python.pyimport('lanyard.checkup.browser').check_up_in_browser;
  python.FS.mkdir('/archive');
  files.clear();
  self.postMessage({kind: 'ready'});
}

// The chosen files appear to Python as files that it reads piece by piece; nothing is copied as a whole.
function run({parts, told}) {
  const {FS} = python;
  const blobs = parts.flatMap((part) => part.files);
  FS.mount(FS.filesystems.WORKERFS, {blobs}, '/archive');
  for (const {name, data} of blobs) FS.utime(`/archive/${name}`, data.lastModified, data.lastModified);
  let last = 0;
  const progress = (...said) => {
    if (performance.now() - last < 200) return;
    last = performance.now();
    self.postMessage({kind: 'progress', said});
  };
  try {
    const places = parts.map(({name, place}) => [name, `/archive/${place}`]);
    return checkUp(JSON.stringify({...told, folder: '/program/pack', parts: places}), progress);
  } finally {
    FS.unmount('/archive');
  }
}

self.onmessage = async ({data}) => {
  try {
    if (data.kind === 'start') await start(data);
    else self.postMessage({kind: 'done', found: JSON.parse(run(data))});
  } catch (fault) {
    // The words of an error may hold something of an archive; the page is told its kind alone.
    self.postMessage({kind: 'failed', why: data.kind === 'start' ? 'not started' : 'fault', name: fault.type || fault.name || 'Error'});
  }
};
