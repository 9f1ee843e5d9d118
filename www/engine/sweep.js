// @ts-check
/**
 * Plays the slider from where it stands to 100 %, over the places the curve is measured at. People who asked for less motion get fewer, larger steps.
 */

const SECONDS = 9;
const CALM_STEP = 0.05;
const CALM_MS = 900;

/**
 * @param {{ getRatio: () => number, slideTo: (ratio: number) => void, onChange: () => void }} handlers
 */
export function createSweep({ getRatio, slideTo, onChange }) {
  let playing = false;
  let frame = 0;
  let timer = 0;
  /** Where the sweep put the slider last; a person's hand on it ends the sweep. */
  let mine = 0;

  function stop() {
    if (!playing) return;
    playing = false;
    cancelAnimationFrame(frame);
    clearTimeout(timer);
    onChange();
  }

  /** @param {number} ratio */
  function go(ratio) {
    slideTo(Math.min(1, ratio));
    mine = getRatio();
    if (mine >= 1) stop();
  }

  function play() {
    playing = true;
    if (getRatio() >= 1) slideTo(0);
    mine = getRatio();
    onChange();
    if (matchMedia('(prefers-reduced-motion: reduce)').matches) calm();
    else smooth(performance.now(), mine);
  }

  function calm() {
    if (!playing || getRatio() !== mine) return stop();
    go(mine + CALM_STEP);
    timer = window.setTimeout(calm, CALM_MS);
  }

  /** @param {number} startMs @param {number} from */
  function smooth(startMs, from) {
    frame = requestAnimationFrame((now) => {
      if (!playing || getRatio() !== mine) return stop();
      go(from + (now - startMs) / 1000 / SECONDS);
      if (playing) smooth(startMs, from);
    });
  }
  return { toggle: () => (playing ? stop() : play()), stop, playing: () => playing };
}

/** @typedef {ReturnType<typeof createSweep>} Sweep */
