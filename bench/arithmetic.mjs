// How much arithmetic an epoch must do, so that times of different networks can be compared.
//
// Every multiplication, addition, division and root counts one. An image with z pixels that are not zero costs a
// first layer of h outputs 2zh forward and 2zh for its weight gradient, and a later layer of a x b weights 2ab
// forward, 2ab for its gradient and 2ab for the delta it hands back. An Adam step costs every weight and bias 12:
// moments 3 and 4 (the gradient's mean over the batch is folded into them), root 1, epsilon 1, division 1, rate 1,
// subtraction 1. Zeros among hidden activations and features that never light up are not taken off, so the count
// does not depend on how a network was trained; softmax and loss are left out (30 operations an image).

const ADAM = 12;

/**
 * @param {{ inputs: number, hidden: readonly number[], classes?: number, images: number, batch?: number, ink: number }} network
 *   `ink`: pixels of an image that are not zero, on average
 */
export function epochOperations({ inputs, hidden, classes = 10, images, batch = 64, ink }) {
  const sizes = [inputs, ...hidden, classes];
  let each = 0;
  let parameters = 0;
  for (let layer = 0; layer + 1 < sizes.length; layer += 1) {
    const [from, to] = [sizes[layer], sizes[layer + 1]];
    each += layer === 0 ? 4 * ink * to : 6 * from * to;
    parameters += from * to + to;
  }
  return images * each + Math.ceil(images / batch) * parameters * ADAM;
}
