// @ts-check
/**
 * The stage in words: its captions, and all that it shows for those who do not see it.
 */

/** @import { I18n } from '../../i18n/index.js' */
/** @import { StageData } from './model.js' */
import { isAlive } from '../../state/network.js';
import { percent, weight } from '../../words/format.js';
import { predictionWords } from './classes-view.js';
import { aliveNow, deadNow } from './derived.js';

/** @param {I18n} i18n */
export function createStageWords(i18n) {
  const { t } = i18n;

  /** @param {StageData} data */
  function imageWords({ drawing: strokes, picture, index }) {
    if (strokes) return t('stage.drawing');
    const number = index + 1;
    const label = picture?.subject.kind === 'test' && picture.subject.index === index ? picture.label : null;
    return label === null ? t('stage.image', { number }) : t('stage.image.label', { number, label: String(label) });
  }

  /** @param {StageData} data @param {{ alive: number, drawn: number }} strands */
  function strandWords({ layers }, { alive, drawn }) {
    const total = layers[0].weights.length;
    return t(drawn < total ? 'stage.strands' : 'stage.strands.all', { drawn, total, alive });
  }

  /** Below a wall; `tight`: there is little room. @param {StageData} data @param {number} index @param {boolean} tight */
  function captionOf(data, index, tight) {
    const { tiles, templates } = data;
    if (templates) return t('stage.wall.templates', { count: tiles[0] });
    const dead = deadNow(data, index).filter(Boolean).length;
    if (tiles.length > (tight ? 1 : 2)) return t('stage.wall.count', { count: tiles[index] });
    const key = tiles.length > 1 ? 'stage.wall.layer' : tight ? 'stage.wall.outlined' : 'stage.wall';
    return `${t(key, { count: tiles[index], layer: index + 1 })}${dead > 0 ? t('stage.wall.dead', { dead }) : ''}`;
  }

  /** @param {StageData} data @param {number} index */
  function wallWords(data, index) {
    if (data.templates) return t('stage.wall.templates', { count: data.tiles[0] });
    const active = data.activations?.[index + 1].filter((value) => value > 0).length ?? 0;
    const dead = deadNow(data, index).filter(Boolean).length;
    return t('stage.wall.alt', { layer: index + 1, count: data.tiles[index], active, dead });
  }

  /** @param {StageData} data @param {{ layer: number, neuron: number }} at */
  function neuronWords(data, { layer, neuron }) {
    const view = data.layers[layer];
    const value = data.activations?.[layer + 1]?.[neuron];
    let left = 0;
    for (let at = neuron; view && at < view.weights.length; at += view.columns) if (isAlive(view, at)) left += 1;
    const params = { neuron: String(neuron), layer: layer + 1, left, of: view?.rows ?? 0 };
    if (data.templates) return t('stage.template', params);
    return value === undefined
      ? t('stage.neuron', params)
      : t('stage.neuron.active', { ...params, activation: weight(value) });
  }

  /** All that the stage shows, in words. @param {StageData} data */
  function alternative(data) {
    const language = i18n.language();
    const { layers, which } = data;
    const { first, second } = predictionWords(i18n, data);
    const left = layers.map(aliveNow);
    const words = [
      t(`stage.alt.${which}`, { ratio: percent(data.ratio, language) }),
      imageWords(data),
      `${first} ${second}`.trim(),
      ...(data.templates ? [] : data.tiles.map((_, index) => wallWords(data, index))),
      ...layers.map(({ weights }, index) =>
        t('stage.alt.layer', { layer: index + 1, left: left[index], total: weights.length }),
      ),
    ].join(' ');
    return { words, left: left.reduce((sum, count) => sum + count, 0) };
  }

  return { imageWords, strandWords, captionOf, wallWords, neuronWords, alternative };
}
