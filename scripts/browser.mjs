// How the tests start Chromium.

/** Flags that keep a browser from calling home during tests, and let root run it. */
export function browserArguments() {
  const root = process.getuid?.() === 0;
  return [
    ...(root ? ['--no-sandbox'] : []),
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
    '--disable-quic',
    '--no-first-run',
  ];
}
