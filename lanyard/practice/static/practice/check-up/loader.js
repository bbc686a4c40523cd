// Fetches what the check-up runs on, and hands it to the page: the one script here that may ask the service for
// anything (its own security policy allows nothing else). It ends before any file is chosen and never sees one.

class Refused extends Error {}

async function fetchOne({name, address}, count) {
  const answer = await fetch(address, {credentials: 'same-origin'});
  if (answer.redirected) throw new Refused('signed out');
  if (!answer.ok) throw new Refused('not there');
  const parts = [];
  for (const reader = answer.body.getReader(); ; ) {
    const {done, value} = await reader.read();
    if (done) break;
    parts.push(value);
    count(value.length);
  }
  return [name, await new Blob(parts).arrayBuffer()];
}

self.onmessage = async ({data: files}) => {
  let fetched = 0;
  let told = 0;
  const all = files.reduce((sum, file) => sum + file.size, 0);
  const count = (bytes) => {
    fetched += bytes;
    if (fetched - told < all / 50) return;
    told = fetched;
    self.postMessage({kind: 'progress', part: Math.min(1, fetched / all)});
  };
  try {
    const found = await Promise.all(files.map((file) => fetchOne(file, count)));
    self.postMessage({kind: 'fetched', files: new Map(found)}, found.map(([, bytes]) => bytes));
  } catch (fault) {
    self.postMessage({kind: 'failed', why: fault instanceof Refused ? fault.message : 'unreachable'});
  }
};
