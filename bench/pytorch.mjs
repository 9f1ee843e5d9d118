// PyTorch's plain loop in a process of its own, where PYTHON names an interpreter that has it.
import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';

/** @param {number} threads @returns {Promise<{ name: string, ask: (wish: object) => Promise<any>, close: () => void } | null>} */
export async function openPyTorch(threads) {
  const python = process.env.PYTHON;
  if (!python) return null;
  const child = spawn(python, ['bench/pytorch.py', 'data/mnist', String(threads)], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const end = () => child.kill();
  process.once('exit', end);
  const failed = new Promise((_, reject) => {
    child.once('error', (error) => reject(new Error(`PYTHON=${python}: ${error.message}`)));
    child.once('exit', (code) => reject(new Error(`PyTorch ended early (${code}); see bench/get-pytorch`)));
  });
  failed.catch(() => undefined);
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const read = async () => {
    const { value } = await Promise.race([lines.next(), failed]);
    if (value === undefined) return failed;
    return JSON.parse(value);
  };
  const { version } = await read();
  return {
    name: `PyTorch ${version}, ${threads} thread${threads > 1 ? 's' : ''}`,
    ask(wish) {
      child.stdin.write(`${JSON.stringify(wish)}\n`);
      return read();
    },
    close() {
      process.off('exit', end);
      child.stdin.end();
    },
  };
}
