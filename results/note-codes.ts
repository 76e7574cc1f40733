/** What a run may say unasked; each has a page of the manual, those that the checks share have that of the check. */
export interface NoteKind {
  readonly code: string;
  readonly title: string;
  readonly explanation: string;
}

export const noteKinds = [
  {
    code: 'G034',
    title: 'one job, two results',
    explanation:
      'A job was computed twice, on two machines or with `--fresh`, and gave other values the second time. What a ' +
      'job computes follows from its specification, its seed and its files alone, so one of the two is wrong: a ' +
      'processor or memory that errs, a kernel that was altered, an engine that changed without its version. The ' +
      'note names both, with host, backend and time; the later one is used. Compute the job a third time ' +
      '(`--fresh`), delete the segment in `.jobs/seg/` that is wrong, and run again: what it held is computed anew.',
  },
  {
    code: 'C060',
    title: 'pairs of neurons without a path',
    explanation:
      'A path length is a mean over the pairs of neurons that have a path. The more pairs have none, the fewer and ' +
      'nearer are those that are left, so that a circuit that falls apart seems to have short paths. `efficiency` ' +
      'counts such pairs as 0; `path_length(…, unreachable: unknown)` gives no number where there are any.',
  },
  {
    code: 'C061',
    title: 'an entropy that few weights decide',
    explanation:
      'The entropy of weights is taken between the least and the largest. Where the outermost hundredth of the ' +
      'weights holds most of that range, all others fall into a few places of it, and the entropy is low whatever ' +
      'they are: it says that there are outliers, not that the weights are ordered. The note says what the entropy ' +
      'is without them.',
  },
  {
    code: 'C062',
    title: 'how far a histogram’s entropy is off',
    explanation:
      'A finite number of weights leaves the shares of bins uneven by chance, and their entropy too low: by about ' +
      '(occupied bins − 1) / (2 n ln 2) bits (Miller 1955). Networks of other sizes have another bias.',
  },
  {
    code: 'C079',
    title: 'a network that is silent, or has exploded',
    explanation:
      'A network of spiking neurons without spikes, or a branching network without events, has no branching ratio, ' +
      'no avalanches and no rate worth a comparison: what is measured of it is unknown, not 0. Neurons that fire as ' +
      'fast as their refractory time allows say as little. Activity that grows without bound, exponentially to the ' +
      'end of the run or beyond the range of numbers, has no value at all there; other points of a sweep keep ' +
      'theirs. Change the drive, the weights or the inhibition.',
  },
  {
    code: 'C066',
    title: 'a measure of a graph beside its nulls',
    explanation:
      'A random graph has modules, clusters and short paths too: how many depends on its size, its density and its ' +
      'degrees. A modularity of 0.26 is what a hundred nodes have that are connected at random with probability 0.1. ' +
      'So modularity is reported with its excess over graphs of the same degrees, found with as many restarts, and ' +
      'with z and p among them; `excess(…)` and `z(…)` do the same for any measure of a matrix, with the null and ' +
      'the number of nulls that you name. Each null counts once: p is (1 + nulls at least as far from their mean)/(1 ' +
      '+ nulls), and of fewer than 19 there is no z.',
  },
  {
    code: 'C067',
    title: 'nulls of another density',
    explanation:
      'The null graphs have a density other than that of the graph that they are held against, so they differ from ' +
      'it in more than order: the clustering of a random graph is its density. The published null, pairs of uniform ' +
      'numbers whose mean lies above 0.7, has a density of 0.18 whatever the graph has, and connects some neurons ' +
      'with themselves. It is there to compare with published numbers; for a claim take `null: random`, which has as ' +
      'many edges, or `null: rewired`, where every neuron keeps its number of connections.',
  },
  {
    code: 'C083',
    title: 'where the scaling of synapses has ended',
    explanation:
      'Flow control regulates what each neuron receives, not the spectral radius itself. Under independent inputs ' +
      'the bulk of the eigenvalues fills the circle of the target; the largest one lies a little beyond it by ' +
      'chance, for 300 random neurons 4 % (standard deviation 2 %), for 600 2.4 % (1 %). Inputs that neurons share, ' +
      'and activity that is correlated by itself, move the radius further: see C080. Of `to 5 Hz` and `to 0.1` the ' +
      'mean rate of the last four windows of the scaling is said, of `sum` the sums.',
  },
  {
    code: 'C084',
    title: 'a scaling of synapses that has not settled',
    explanation:
      '`until settled` ends when the mean of the last four windows of 1/rate steps lies within 1 % of the target, or ' +
      'within two standard errors of the windows where these are below 2 %; after 60 windows it gives up. `for 60 ' +
      's` ends then in any case. The matrix is then that of the last step, and not at its target: scale for longer, ' +
      'take a larger `rate`, or another target. Where inhibition prevails, scaling all incoming weights of a quiet ' +
      'neuron up makes it quieter; `excitatory` scales only those above 0.',
  },
  {
    code: 'D016',
    title: 'no circuit grew',
    explanation:
      'With this seed no cell of the circuit was left when growth stopped: none took the fate that `cells` ' +
      'asks for, none was born, or no state of the genes has the fate that growth starts from (its gene is ' +
      'knocked out, for example). There is no network to train and nothing to measure, so the seed has no value ' +
      'in these conditions and is left out of their means and comparisons; `n` says how many are left. If it ' +
      'happens often, look at the signal that keeps cells from the fate, or let growth go on for longer.',
  },
  {
    code: 'D017',
    title: 'edges of a file were summed',
    explanation:
      'The file names some pairs of neurons more than once: its lines are contacts, or come from several ' +
      'sources. The weights of a pair were added up, so that each pair has one connection. If they should not be, ' +
      'merge the lines before the import, or choose among them with `edges where`.',
  },
  {
    code: 'N053',
    title: 'the loss became infinite or undefined',
    explanation:
      'Training left the range of numbers. What is measured of such a network means nothing, so its accuracy ' +
      'and loss have no value, its curves end where the loss was last a number, the seed is left out of means and ' +
      'comparisons (`n` says how many are left), and a claim about it is `unknown` where no seed is left. A lower ' +
      'learning rate, or a smaller spectral radius of the recurrent layer (`unit_rows` bounds it by 1), keeps the ' +
      'loss finite.',
  },
  {
    code: 'N095',
    title: 'cells that neurons are drawn from',
    explanation:
      'Parameters of neurons that come from a table: how many cells they are drawn from, how many lack a value and ' +
      'are left out, and the median and the quartiles of those that are left, for each type where they are drawn by ' +
      'type. Of a fitted distribution: its likeliest parameters; the largest distance of its distribution function ' +
      'from that of the cells; and by how much its AIC (4 − 2 log likelihood) is above or below that of the other ' +
      'families, where more than 10 is plain. The distance has no p here, as the parameters were estimated from the ' +
      'same cells. Resampling has none of these assumptions, and keeps what belongs together in a cell together.',
  },
  {
    code: 'N080',
    title: 'conditions with different numbers of parameters',
    explanation:
      'What learns more numbers can fit more, whatever they are. A difference between conditions that learn ' +
      'different numbers is no evidence for what else tells them apart, unless a control with as many shows none.',
  },
  {
    code: 'N081',
    title: 'a penalty above the loss',
    explanation:
      'The penalty was larger than the loss before the first update, so the first updates serve the penalty: weights ' +
      'are crushed before the task is learned, and networks that begin where the penalty is small have an advantage ' +
      'that has nothing to do with the task. A smaller factor, or first weights with the same penalty, makes the ' +
      'conditions comparable.',
  },
  {
    code: 'N082',
    title: 'updates that were left out',
    explanation:
      'The gradient of some updates was not finite. They were left out and counted, and training went on from the ' +
      'parameters before them. `clip` holds back gradients that grow; a smaller spectral radius keeps activity from ' +
      'growing.',
  },
  {
    code: 'N083',
    title: 'neurons that are silent',
    explanation:
      'These neurons have activity 0 in every test trial. A rectified neuron that never speaks has no gradient: ' +
      'nothing is learned of its gain or its weights, and what a student is told of it is nothing.',
  },
  {
    code: 'N084',
    title: 'what training began and ended with',
    explanation:
      'Means over seeds and points of the sweep, for each network: how many numbers it learned in how many updates; ' +
      'the largest modulus of the eigenvalues of its weights times its gains, and the share of its weights that ' +
      'lead from a neuron to itself, before and after; the effective rank of the learned weights (participation ' +
      'ratio of their squared singular values); the loss on the trials that were learned from and on test trials. ' +
      'Conditions that differ here differ in more than what they are named after.',
  },
  {
    code: 'N085',
    title: 'an accuracy at which networks stop',
    explanation:
      'The accuracy is one that a network reaches which has learned a known part of the task only, or the best that ' +
      'there can be. Below the best: more training, or another beginning, may lead on; at it, no network can be ' +
      'better, and conditions that are all there cannot be told apart.',
  },
  {
    code: 'N090',
    title: 'penalties of different strength',
    explanation:
      'A penalty in other units, over other distances or of other first weights is stronger or weaker, and a ' +
      'condition that is held harder learns less, whatever it is meant to show. Coordinates that were brought to ' +
      '0 .. 1 on each axis, for example, cost twelve times less than the same positions on a grid of whole numbers. ' +
      'Give the penalties one size at the start, by `scaled` and by their factor, before they are compared.',
  },
  {
    code: 'N091',
    title: 'first weights that `positive` cuts off',
    explanation:
      'Weights below 0 become 0 after the first update. Of a matrix of both signs the positive half is left, whose ' +
      'spectral radius grows with √N: of an orthogonal one of 312 neurons it is 7.0. With relu, activity then grows ' +
      'so many times at each step, which overflows within a trial or makes the gradient useless. Begin with positive ' +
      'weights and a radius below 1: `connect w { weights exponential(1), positive;  spectrum radius 0.95 }`.',
  },
  {
    code: 'S060',
    title: 'how much the controls changed',
    explanation:
      'The share of the edges that a control moved to another pair of cells, as a mean over seeds. A ' +
      'control that moves few edges is nearly the circuit itself, and an equal result then says little; small or ' +
      'dense circuits leave little to move.',
  },
  {
    code: 'S117',
    title: 'how nearly a control kept strengths',
    explanation:
      'A control with `keep: strength` has the number of connections of every neuron and the set of weights exactly, ' +
      'and what the weights of a neuron add up to as nearly as exchanging weights brings it: positive and negative, ' +
      'sent and received, each by itself. Where a neuron has few connections, or few weights hold most of the sum, ' +
      'no exchange brings it nearer, and what depends on strengths is no longer held fixed. The note says the ' +
      'lowest correlation and the largest error.',
  },
  {
    code: 'S064',
    title: 'a control does as well',
    explanation:
      'A control has an accuracy that is as high as that of the reference, or one that the interval of the ' +
      'difference does not exclude from being as high. Then the accuracy is no evidence that the circuit matters. ' +
      'Said for each such control, also when no claim was made.',
  },
  {
    code: 'S065',
    title: 'a measure is equal in every seed',
    explanation:
      'Without spread between seeds there is nothing to build an interval or a test on. This is as it ' +
      'should be for what is not drawn, a matrix from a file for example; otherwise look for a setting that fixes ' +
      'what you meant to vary.',
  },
  {
    code: 'S066',
    title: 'a measure does not apply to a condition',
    explanation:
      'The condition has nothing that the measure could be taken of, such as the rank of the circuit of a ' +
      'network without one. It writes no row; the other conditions keep their values.',
  },
  {
    code: 'S067',
    title: 'a claim could not be judged',
    explanation:
      'What an `expect` names has no value in this run: its measure does not apply, no circuit grew, training ' +
      'diverged in every seed, the series has no point at that step, or what the claim computes is not a finite ' +
      'number. Its verdict is `unknown`, with the reason beside it. It is neither supported nor refuted, and does ' +
      'not pass: the exit status of `anlage run` is 1. Where some seeds have a value the claim is judged by those, ' +
      'and says how many they are; one about `every` seed stays unknown.',
  },
  {
    code: 'S068',
    title: 'one object among its nulls',
    explanation:
      'A matrix from a file, or a recording, or a gene network, is one object: seeds draw its nulls, not ' +
      'the object. Its value is held against theirs: p is the share of nulls at least as extreme, the object ' +
      'counted among them, (1 + k)/(1 + n); z and percentile say where it lies. There is no interval, for one ' +
      'object is no sample, and the claim is about this object alone. Of fewer than 19 nulls there is no z: their ' +
      'standard deviation is not known well enough.',
  },
  {
    code: 'S069',
    title: 'a probability was sampled',
    explanation:
      'The exact value would take too long for a network of this size, so it was estimated from random ' +
      'walks. The walks are keyed, not drawn from the seeds of the experiment: the value is the same in every ' +
      'seed, its interval is that of the sample (Wilson), and there is no p-value. The same is said of a ' +
      'branching ratio of a recording, whose interval comes from redraws of stretches of the recording.',
  },
  {
    code: 'S070',
    title: 'a screen is a search',
    explanation:
      'The conditions that a `screen` adds are each held against the first condition, and against nothing ' +
      'else. Their p-values are corrected after Benjamini and Hochberg over the screen, for each measure and ' +
      'point of the sweep: of those below 0.05, about one in twenty is expected to be a false discovery. They are ' +
      'marked `exploratory` and do not weigh on the correction of what was written down beforehand. Write what ' +
      'stands out as a condition and an `expect`, and run it with other seeds.',
  },
  {
    code: 'S071',
    title: 'what an exponent is of',
    explanation:
      'An exponent depends on the number of neurons, on the ranks that were fitted, on how the spectrum was ' +
      'estimated and on the distance from criticality. A straight line can be laid through any curve: the ' +
      'curvature says how well it fits (0 for a power law), and none of this is a test for one. For an exact ' +
      'covariance the exponent of a symmetric Gaussian matrix of the same size and largest real part stands ' +
      'beside it, with its deviation from matrix to matrix.',
  },
  {
    code: 'S072',
    title: 'real eigenvalues without symmetry',
    explanation:
      'A matrix T·W·T⁻¹ has the eigenvalues of the symmetric W and is not symmetric. Its activity has slow ' +
      'modes that do not rotate, and a spectrum that falls like that of W. Who sees only an exponent, or real ' +
      'eigenvalues of dynamic modes, cannot tell the two apart: such results do not prove that connections ' +
      'are symmetric.',
  },
  {
    code: 'S073',
    title: 'what a spectrum was scaled by',
    explanation:
      '`spectrum max 0.9` multiplies a matrix so that the largest real part of its eigenvalues is 0.9; `spectrum ' +
      'radius 0.9` does so with the largest modulus, how far the farthest eigenvalue lies from 0. The note lists ' +
      'both, so that the other one is known too. Most eigenvalues of a random matrix fill a disc, the bulk; its ' +
      'radius follows from the spread of the weights. A few may lie beyond (a mean that is not zero, groups, hubs): ' +
      'then these were scaled, the bulk ends well below, and the network is near criticality in those few directions ' +
      'only.',
  },
  {
    code: 'S093',
    title: 'the largest variances of a sparse matrix',
    explanation:
      'A matrix of more than 2,000 neurons in which few pairs are connected (a twentieth of 2,000 neurons, an eighth ' +
      'from 5,000 on) is held as its synapses. Where it is symmetric, and `exponent(covariance, …)` asks for at most ' +
      'an eighth of its spectrum, only those eigenvalues are found, to the same digits, in a share of the time and ' +
      'of the memory: `spectrum.npy` ends with them, and there is no `eigenvalues.npy`. Whatever else asks for all ' +
      'eigenvalues, or for the matrix, makes the whole matrix of the synapses first, with the memory that takes.',
  },
  {
    code: 'S074',
    title: 'dynamic modes of so many components',
    explanation:
      'Dynamic mode decomposition keeps at most one principal component for 25 effective bins. With more of them ' +
      'the eigenvalues of chance, which fill a disc of radius √(components / bins), reach the modulus 0.25 from ' +
      'which modes are counted, and would pass for modes that rotate. Slow components are worth fewer bins than ' +
      'were recorded: of two that remember a and b of themselves from bin to bin a share (1 − ab)/(1 + ab) ' +
      '(Bartlett). A longer recording, or more runs, allow more components.',
  },
  {
    code: 'S081',
    title: 'differences that hardly differ',
    explanation:
      'The effect size d_z is the mean difference in standard deviations of the differences between seeds. Where ' +
      'that deviation is below a hundredth of the difference, it measures how little the seeds vary and not how ' +
      'large the effect is, so d_z is left out; the difference and its interval stay. It is also left out below 4 ' +
      'seeds, where its own sampling distribution has no variance (Hedges 1981).',
  },
  {
    code: 'S085',
    title: 'seeds left out of the effects',
    explanation:
      'A main effect or an interaction is found in each seed from all combinations of the factors. A seed without a ' +
      'value in one of them (a network whose loss became infinite, a circuit that did not grow) is left out of all ' +
      'effects on that measure, so that every effect rests on the same seeds; the comparisons of two conditions keep ' +
      'it where both have a value. Where no seed is left there are no effects, and a claim about one is `unknown`.',
  },
  {
    code: 'S095',
    title: 'a branching ratio that may be drift',
    explanation:
      'A multistep regression finds how long activity says something of itself later. Slow drift of what drives ' +
      'it does ' +
      'that too: where the recording holds few of the time constants found, or the slopes do not fall exponentially, ' +
      'the ratio may be that of the drift. `fit: offset` and `trials: separate` allow for it; a surrogate that ' +
      'keeps the ' +
      'drift, `jittered(recording, within: …)`, has the same ratio where there is nothing else.',
  },
  {
    code: 'S105',
    title: 'what a branching ratio rests on',
    explanation:
      'A multistep regression fits amplitude · m^k to the slopes of activity on activity k bins earlier. The ' +
      'amplitude is about 1 where all events are seen, and small where few are, or where most activity lasts for ' +
      'no bin: then m rests on little. What is left says how far the slopes are from the fit, and the number of ' +
      'time constants how long the recording is for this m. Where there is nothing to fit (slopes that vanish or ' +
      'alternate; a spectrum that is not that of such a process, as of drift and rhythms) m is not known, and ' +
      'the reason stands in its place.',
  },
  {
    code: 'S106',
    title: 'whether modes have a direction of time',
    explanation:
      'Activity of a linear network with symmetric weights, and of neurons that do not act on each other, looks ' +
      'alike forwards and backwards in time: its lagged covariance is symmetric and no mode rotates. What a ' +
      'finite recording has of the other part is held against the same recording with its stretches turned round ' +
      'at random; where that has as much (p of 0.01 or more), no mode is said to rotate. Elsewhere angles that ' +
      'are chance count as none. `time_asymmetry` is the number itself, without eigenvalues. Where the activity ' +
      'chooses the components (`ranks: optimal`, `ranks: shared`), the note says how many.',
  },
  {
    code: 'S111',
    title: 'shifted neurons that follow each other',
    explanation:
      '`shifted` turns each neuron round in time by an offset of its own. Where neurons share a signal, two whose ' +
      'offsets differ by less than it lasts still have it in common, one later than the other: the surrogate has a ' +
      'direction of time that the recording may not have, and is no null of modes. Near criticality signals last ' +
      'long, and many pairs are so near. `apart` sets how far the offsets of any two neurons differ at least; a run ' +
      'has room for as many neurons as it is times as long, so that many neurons take a long run, or a choice of them.',
  },
  {
    code: 'S107',
    title: 'each seed has rules of its own',
    explanation:
      'Where rules are open (genes of an AEON file without a function, or several rules that an inference finds as ' +
      'good) `member drawn` gives each seed its own network, drawn uniformly: gene by gene from the functions that ' +
      'keep to what is said of the regulators. Conditions are paired by seed and share it, so that a difference ' +
      'between conditions is one within each network, and its interval says how far it holds whatever the rules ' +
      'are. `member 3` is the network that seed 3 draws.',
  },
  {
    code: 'S096',
    title: 'what an exponent of avalanches rests on',
    explanation:
      'An exponent is of so many avalanches over a range of sizes. The p of the fit is the share of samples ' +
      'drawn from ' +
      'the law that lie as far from their own fit: below 0.1 the law is ruled out. Log likelihood ratios (Vuong ' +
      '1989; of ' +
      'a law within another Wilks 1938) say whether another law is likelier. An exponent near 1.5 that is not ' +
      'told from ' +
      'a lognormal is no sign of criticality, and surrogates may have it too.',
  },
  {
    code: 'S097',
    title: 'avalanches that run into each other',
    explanation:
      'An avalanche ends where a bin is quiet. Where others begin meanwhile they merge: sizes grow, exponents ' +
      'fall. How ' +
      'many begin in a bin is seen from the quiet bins that are followed by activity, −ln(1 − their share); it ' +
      'should ' +
      'be far below one, and below one over the mean duration.',
  },
  {
    code: 'S098',
    title: 'durations in bins of different widths',
    explanation:
      'Durations are counted in bins, and wider bins shorten long avalanches less than short ones: the exponent of ' +
      'durations depends on the bin more than on the network. Conditions can be compared at one width only.',
  },
  {
    code: 'S099',
    title: 'information beside its surrogates',
    explanation:
      'Frequencies of a finite recording always seem to carry information. Surrogates turn the past (or the sender) ' +
      'round in time by three autocorrelation times or more, so that nothing is left of it but chance; their ' +
      'mean is ' +
      'taken away, and p is (1 + surrogates at least as large)/(1 + surrogates). Surrogates that permute bins ' +
      'would not ' +
      'do: slow activity then looks informed.',
  },
  {
    code: 'S086',
    title: 'too few seeds for so many effects',
    explanation:
      'Effects on one measure are corrected together after Holm, and the smallest p of a sign-flip test over n seeds ' +
      'is 2/2ⁿ. With so few seeds no effect can be significant after that, however large it is. More seeds, fewer ' +
      'factors or fewer levels change that; the intervals are not corrected and mean what they say.',
  },
  {
    code: 'S094',
    title: 'a computed measure without a value',
    explanation:
      'What a measure is computed of has values, and the computation may have none: it divides by 0, or takes the ' +
      'logarithm or the root of a number that has none. Such a seed is left out of the mean and of every claim, and ' +
      'no number stands in for it. Where a part has no value in any seed, neither has what is computed of it, and ' +
      'the reason is that of the part. Of data over files it is computed subject by subject: one that lacks a part, ' +
      'as where two conditions are of other animals, is left out.',
  },
  {
    code: 'S090',
    title: 'what a memory capacity counts',
    explanation:
      'A memory capacity is a sum over the delays that were asked for, and bounded by the number of neurons. ' +
      'Read-outs of N neurons explain about N/T of anything in T samples, so each share is adjusted for that; what ' +
      'an unrelated input stays below but once in a thousand is the floor of a delay. Where the last delay lies ' +
      'above it, inputs before it are remembered too, and the capacity is larger than the number says. A shorter ' +
      'run has a higher floor.',
  },
  {
    code: 'S091',
    title: 'where memory peaks',
    explanation:
      'The gain, or radius, at which a network remembers most depends on its time constants, on how long each input ' +
      'is held, on the size of the input and on the neurons. A stepwise map of tanh neurons that is driven strongly ' +
      'peaks just above a radius of 1; a network of cells with measured time constants holds most below it, and ' +
      'where the input changes faster than the cells follow, memory only falls. “Memory peaks at criticality” is ' +
      'therefore a claim about one network and one input: vary `tau`, `hold` and `drive` before making it.',
  },
  {
    code: 'S092',
    title: 'an exponent that may be 0',
    explanation:
      'The interval of a Lyapunov exponent comes from its growth in twenty stretches of the run. Where it holds 0, ' +
      'the run does not tell whether small differences grow or die out: a longer run may. Finite networks just ' +
      'above a radius of 1 often have an exponent of 0, because they settle on a cycle or a torus, where the theory ' +
      'of infinitely large ones finds chaos (0.0002 instead of 0.005 per step at N = 500 and g = 1.1).',
  },
] as const satisfies readonly NoteKind[];

/** Also the checks whose finding only the run can see. */
export type NoteCode = (typeof noteKinds)[number]['code'] | 'C024' | 'D020' | 'S061' | 'S062' | 'S082';

/** What a note of a measure, or a plot, without a value begins with; the reason follows (S066). */
export const noValueBegins = (text: string): string => `${text} has no value here: `;
