import type { Picture } from './plot-record.ts';

/** Pictures of a run. Each is drawn by the function of its name in figures/figures-of.ts; the compiler demands it. */
export const pictures = {
  learning: { of: ['network'], documentation: 'Loss and accuracy as training goes on.' },
  task: {
    of: ['task'],
    documentation:
      'One trial of each kind of the tasks that are trained on: channels in time, periods, what is wanted.',
  },
  landscape: {
    of: ['network'],
    foundBy: ['loss_landscape'],
    documentation: 'The loss of students over planes of their gains and biases, as `loss_landscape` has found it.',
  },
  stiffness: {
    of: ['network'],
    foundBy: ['stiff_modes'],
    documentation:
      'Curvature of the loss of students by mode, and what training leaves of the error of their parameters along ' +
      'the modes, as `stiff_modes` has found them.',
  },
  avalanches: {
    of: ['dynamics', 'data'],
    foundBy: ['avalanche_exponent'],
    documentation:
      'Share of avalanches at least so large, or so long, on logarithmic axes, with the law that ' +
      '`avalanche_exponent` ' +
      'has fitted over its range.',
  },
  shapes: {
    of: ['dynamics', 'data'],
    foundBy: ['shape_collapse'],
    documentation:
      'Mean courses of avalanches by duration, scaled to fall on one another as `shape_collapse` ' + 'has found.',
  },
  circuit: { of: ['develop'], documentation: 'The grown circuit, cells coloured by fate.' },
  attractors: {
    of: ['genes'],
    documentation: 'The attractors of the genes of each condition: genes × steps, with basins.',
  },
  transitions: {
    of: ['genes'],
    documentation: 'Which gene state follows which, up to 2^10 states; larger networks as basins.',
  },
  wiring: { of: ['genes'], documentation: 'Which gene acts on which, with its sign.' },
  fates: { of: ['develop'], documentation: 'Cells of each fate as a circuit grows.' },
  screen: {
    of: ['genes'],
    documentation:
      'Gene × measure, as differences from the reference; with basins measured, fate × gene. Needs a `screen`.',
  },
  spectrum: {
    of: ['connect', 'dynamics', 'data'],
    documentation: 'Variance against rank, both logarithmic, with the fit of `exponent` and its range.',
  },
  timescales: {
    of: ['connect', 'dynamics', 'data'],
    documentation: 'Time constants of principal components against rank.',
  },
  eigenvalues: {
    of: ['connect', 'dynamics', 'data'],
    documentation: 'Eigenvalues in the plane: of the matrix with the circle of the bulk, or of the modes of `dmd`.',
  },
  matrix: {
    of: ['connect', 'develop'],
    ofTrained: true,
    by: {
      module: 'Neurons by module, the modules framed.',
      place: 'Neurons along the first principal axis of their places.',
    },
    placed: 'place',
    documentation:
      'The weights as a matrix: rows post-synaptic, columns pre-synaptic; of a network that is trained over trials, ' +
      'what it has learned; of a grown circuit in order of birth. `by module` and `by place` order the neurons.',
  },
  weight: {
    of: ['connect'],
    ofTrained: true,
    by: { distance: 'Distance of the two neurons.' },
    onlyBy: true,
    placed: true,
    documentation:
      'With `by distance`: |w| against the distance of the two neurons, its mean, its median and its share of the ' +
      'whole, after training and before; needs places.',
  },
  network: {
    of: ['connect'],
    ofTrained: true,
    placed: true,
    documentation:
      'The neurons in their places, two or three dimensions, with the strongest connections; needs places.',
  },
  raster: { of: ['dynamics', 'data'], documentation: 'Activity of all neurons in time.' },
  pcs: {
    of: ['connect', 'dynamics', 'data'],
    documentation: 'The leading principal components over the places of the neurons; needs positions.',
  },
} as const satisfies Readonly<Record<string, Picture>>;
export type PictureName = keyof typeof pictures;
export const isPicture = (name: string): name is PictureName => Object.hasOwn(pictures, name);

/** Pictures of later versions: they check, and are refused before anything runs. */
export const laterPictures = {
  lineage: { of: ['develop'], documentation: 'Who came from whom.' },
} as const satisfies Readonly<Record<string, Picture>>;
