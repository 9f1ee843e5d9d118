// @ts-check
/** What the engine tells of a run and of a measurement, as the page gets it: bulk as typed arrays. */

/** @typedef {import('../pkg/prunelab.js').Engine} Engine */
/** @typedef {import('../protocol.js').Evaluation} Evaluation */
/** @typedef {import('../protocol.js').RunNode} RunNode */

/** @param {any} evaluation @returns {Evaluation} */
export function readEvaluation(evaluation) {
  return { ...evaluation, confusion: Uint32Array.from(evaluation.confusion) };
}

/**
 * @param {Engine} engine
 * @param {number} id
 * @returns {RunNode}
 */
export function readNode(engine, id) {
  const node = engine.node(id);
  const result = { ...node.result, evaluation: readEvaluation(node.result.evaluation) };
  return { ...node, parent: node.parent ?? null, result, losses: engine.nodeLosses(id) };
}
