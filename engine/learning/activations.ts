/** Activations of a layer; relu has derivative 0 at 0. */
export type Activation = 'identity' | 'relu' | 'tanh' | 'softplus' | 'sigmoid';
