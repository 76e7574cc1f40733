/** Where definitions and defaults come from: the key that records cite, and what a bibliography says. */
export const citations = {
  'Pachitariu 2026': 'Pachitariu et al. (2026), the critical-initialisation study.',
  'Schmid 2010':
    'Schmid (2010) Dynamic mode decomposition of numerical and experimental data. J. Fluid Mech. 656, 5–28.',
  'Gavish & Donoho 2014':
    'Gavish & Donoho (2014) The optimal hard threshold for singular values is 4/√3. IEEE Trans. Inf. Theory 60, ' +
    '5040–5053.',
  'Hemati et al. 2017':
    'Hemati, Rowley, Deem & Cattafesta (2017) De-biasing the dynamic mode decomposition for applied Koopman spectral ' +
    'analysis of noisy datasets. Theor. Comput. Fluid Dyn. 31, 349–368.',
  'Stringer 2019':
    'Stringer et al. (2019) Spontaneous behaviors drive multidimensional, brainwide activity. Science 364, eaav7893.',
  'Wilting & Priesemann 2018':
    'Wilting & Priesemann (2018) Inferring collective dynamical states from widely unobserved systems. ' +
    'Nat. Commun. 9, 2325.',
  'Spitzner et al. 2021':
    'Spitzner, Dehning, Wilting, Hagemann, Neto, Zierenberg & Priesemann (2021) MR. Estimator, a toolbox ' +
    'to determine intrinsic timescales from subsampled spiking activity. PLoS ONE 16, e0249447.',
  'Beggs & Plenz 2003':
    'Beggs & Plenz (2003) Neuronal avalanches in neocortical circuits. J. Neurosci. 23, 11167–11177.',
  'Clauset et al. 2009':
    'Clauset, Shalizi & Newman (2009) Power-law distributions in empirical data. SIAM Rev. 51, 661–703.',
  'Vuong 1989':
    'Vuong (1989) Likelihood ratio tests for model selection and non-nested hypotheses. Econometrica 57, 307–333.',
  'Deluca & Corral 2013':
    'Deluca & Corral (2013) Fitting and goodness-of-fit test of non-truncated and truncated power-law distributions. ' +
    'Acta Geophys. 61, 1351–1394.',
  'Sethna et al. 2001': 'Sethna, Dahmen & Myers (2001) Crackling noise. Nature 410, 242–250.',
  'Ma et al. 2019':
    'Ma, Turrigiano, Wessel & Hengen (2019) Cortical circuit dynamics are homeostatically tuned to criticality in ' +
    'vivo. Neuron 104, 655–664.',
  'Marshall et al. 2016':
    'Marshall, Timme, Bennett, Ripp, Lautzenhiser & Beggs (2016) Analysis of power laws, shape collapses, and neural ' +
    'complexity. Front. Physiol. 7, 250.',
  'Shew et al. 2009':
    'Shew, Yang, Petermann, Roy & Plenz (2009) Neuronal avalanches imply maximum dynamic range in cortical networks ' +
    'at criticality. J. Neurosci. 29, 15595–15600.',
  'Lizier et al. 2012':
    'Lizier, Prokopenko & Zomaya (2012) Local measures of information storage in complex distributed computation. ' +
    'Inf. Sci. 208, 39–54.',
  'Schreiber 2000': 'Schreiber (2000) Measuring information transfer. Phys. Rev. Lett. 85, 461–464.',
  'Barnett et al. 2009':
    'Barnett, Barrett & Seth (2009) Granger causality and transfer entropy are equivalent for Gaussian variables. ' +
    'Phys. Rev. Lett. 103, 238701.',
  'Rotter & Diesmann 1999':
    'Rotter & Diesmann (1999) Exact digital simulation of time-invariant linear systems with applications to ' +
    'neuronal modeling. Biol. Cybern. 81, 381–402.',
  'Brette et al. 2007':
    'Brette et al. (2007) Simulation of networks of spiking neurons: a review of tools and strategies. ' +
    'J. Comput. Neurosci. 23, 349–398.',
  'Brunel 2000':
    'Brunel (2000) Dynamics of sparsely connected networks of excitatory and inhibitory spiking neurons. ' +
    'J. Comput. Neurosci. 8, 183–208.',
  'Haldeman & Beggs 2005':
    'Haldeman & Beggs (2005) Critical branching captures activity in living neural networks and maximizes the ' +
    'number of metastable states. Phys. Rev. Lett. 94, 058101.',
  'Schubert & Gros 2021':
    'Schubert & Gros (2021) Local homeostatic regulation of the spectral radius of echo-state networks. ' +
    'Front. Comput. Neurosci. 15, 587721.',
  'Turrigiano 1998':
    'Turrigiano et al. (1998) Activity-dependent scaling of quantal amplitude in neocortical neurons. ' +
    'Nature 391, 892–896.',
  'Lazar 2009':
    'Lazar, Pipa & Triesch (2009) SORN: a self-organizing recurrent neural network. Front. Comput. Neurosci. 3, 23.',
  'Butz & van Ooyen 2013':
    'Butz & van Ooyen (2013) A simple rule for dendritic spine and axonal bouton formation can account for cortical ' +
    'reorganization after focal retinal lesions. PLoS Comput. Biol. 9, e1003259.',
  'Henrici 1962':
    'Henrici (1962) Bounds for iterates, inverses, spectral variation and fields of values of non-normal ' +
    'matrices. Numer. Math. 4, 24–40.',
  'Girko 1984': 'Girko (1984) Circular law. Theory Probab. Appl. 29, 694–706.',
  'Wigner 1958':
    'Wigner (1958) On the distribution of the roots of certain symmetric matrices. Ann. Math. 67, 325–327.',
  'Schilling 1986':
    'Schilling (1986) Multivariate two-sample tests based on nearest neighbors. J. Am. Stat. Assoc. 81, 799–806.',
  'Shmulevich & Kauffman 2004':
    'Shmulevich & Kauffman (2004) Activities and sensitivities in Boolean network models. Phys. Rev. Lett. 93, 048701.',
  'Derrida & Pomeau 1986':
    'Derrida & Pomeau (1986) Random networks of automata: a simple annealed approximation. Europhys. Lett. 1, 45–49.',
  'Willadsen & Wiles 2007':
    'Willadsen & Wiles (2007) Robustness and state-space structure of Boolean gene regulatory models. ' +
    'J. Theor. Biol. 249, 749–765.',
  'Maslov & Sneppen 2002':
    'Maslov & Sneppen (2002) Specificity and stability in topology of protein networks. Science 296, 910–913.',
  'Milisav 2025':
    'Milisav, Bazinet, Betzel & Mišić (2025) A simulated annealing algorithm for randomizing weighted networks. ' +
    'Nat. Comput. Sci. 5, 48–64.',
  'Rubinov & Sporns 2011':
    'Rubinov & Sporns (2011) Weight-conserving characterization of complex functional brain networks. NeuroImage 56, ' +
    '2068–2079.',
  'Artzy-Randrup & Stone 2005':
    'Artzy-Randrup & Stone (2005) Generating uniformly distributed random networks. Phys. Rev. E 72, 056708.',
  'Newman & Girvan 2004':
    'Newman & Girvan (2004) Finding and evaluating community structure in networks. Phys. Rev. E 69, 026113.',
  'Clauset et al. 2004':
    'Clauset, Newman & Moore (2004) Finding community structure in very large networks. Phys. Rev. E 70, 066111.',
  'Blondel et al. 2008':
    'Blondel, Guillaume, Lambiotte & Lefebvre (2008) Fast unfolding of communities in large networks. J. Stat. Mech. ' +
    'P10008.',
  'Leicht & Newman 2008':
    'Leicht & Newman (2008) Community structure in directed networks. Phys. Rev. Lett. 100, 118703.',
  'Rotta & Noack 2011':
    'Rotta & Noack (2011) Multilevel local search algorithms for modularity clustering. J. Exp. Algorithmics 16, 2.3.',
  'Ovelgönne & Geyer-Schulz 2013':
    'Ovelgönne & Geyer-Schulz (2013) An ensemble learning strategy for graph clustering. Contemp. Math. 588, 187–205.',
  'Humphries & Gurney 2008':
    'Humphries & Gurney (2008) Network “small-world-ness”: a quantitative method for determining canonical network ' +
    'equivalence. PLoS ONE 3, e0002051.',
  'Theiler 1992':
    'Theiler, Eubank, Longtin, Galdrikian & Farmer (1992) Testing for nonlinearity in time series: the method of ' +
    'surrogate data. Physica D 58, 77–94.',
  'Kauffman 1969':
    'Kauffman (1969) Metabolic stability and epigenesis in randomly constructed genetic nets. J. Theor. Biol. 22, ' +
    '437–467.',
  'Johnson et al. 1994':
    'Johnson, Kotz & Balakrishnan (1994) Continuous Univariate Distributions, volume 1, chapters 13 (normal), ' +
    '14 (lognormal) and 19 (exponential).',
  'Johnson et al. 1995':
    'Johnson, Kotz & Balakrishnan (1995) Continuous Univariate Distributions, volume 2, chapter 26 (uniform).',
  'Kingma & Ba 2015': 'Kingma & Ba (2015) Adam: a method for stochastic optimization. ICLR.',
  'Loshchilov & Hutter 2019': 'Loshchilov & Hutter (2019) Decoupled weight decay regularization. ICLR.',
  'Loshchilov & Hutter 2017':
    'Loshchilov & Hutter (2017) SGDR: stochastic gradient descent with warm restarts. ICLR, equation 5.',
  'Goyal 2017': 'Goyal et al. (2017) Accurate, large minibatch SGD: training ImageNet in 1 hour. arXiv:1706.02677.',
  'Tieleman & Hinton 2012':
    'Tieleman & Hinton (2012) Lecture 6.5: divide the gradient by a running average of its recent magnitude. ' +
    'Coursera: Neural Networks for Machine Learning.',
  'Hoerl & Kennard 1970':
    'Hoerl & Kennard (1970) Ridge regression: biased estimation for nonorthogonal problems. Technometrics 12, 55–67.',
  'Robbins & Monro 1951': 'Robbins & Monro (1951) A stochastic approximation method. Ann. Math. Stat. 22, 400–407.',
  'Polyak 1964':
    'Polyak (1964) Some methods of speeding up the convergence of iteration methods. ' +
    'USSR Comput. Math. Math. Phys. 4, 1–17.',
  'Crofts & Higham 2009':
    'Crofts & Higham (2009) A weighted communicability measure applied to complex brain networks. ' +
    'J. R. Soc. Interface 6, 411–414.',
  'Estrada & Hatano 2008': 'Estrada & Hatano (2008) Communicability in complex networks. Phys. Rev. E 77, 036111.',
  'Saxe et al. 2014':
    'Saxe, McClelland & Ganguli (2014) Exact solutions to the nonlinear dynamics of learning in deep linear neural ' +
    'networks. ICLR.',
  'Mezzadri 2007':
    'Mezzadri (2007) How to generate random matrices from the classical compact groups. Notices AMS 54, 592–604.',
  'Le et al. 2015':
    'Le, Jaitly & Hinton (2015) A simple way to initialize recurrent networks of rectified linear units. ' +
    'arXiv 1504.00941.',
  'Beiran & Litwin-Kumar 2025':
    'Beiran & Litwin-Kumar (2025) Prediction of neural activity in connectome-constrained recurrent networks. ' +
    'Nat. Neurosci. 28, 2561–2574.',
  'Sompolinsky et al. 1988':
    'Sompolinsky, Crisanti & Sommers (1988) Chaos in random neural networks. Phys. Rev. Lett. 61, 259–262.',
  'Achterberg et al. 2023':
    'Achterberg, Akarca, Strouse, Duncan & Astle (2023) Spatially embedded recurrent neural networks reveal ' +
    'widespread links between structural and functional neuroscience findings. Nat. Mach. Intell. 5, 1369–1381.',
  'Britten et al. 1992':
    'Britten, Shadlen, Newsome & Movshon (1992) The analysis of visual motion: a comparison of neuronal and ' +
    'psychophysical performance. J. Neurosci. 12, 4745–4765.',
  'Mante et al. 2013':
    'Mante, Sussillo, Shenoy & Newsome (2013) Context-dependent computation by recurrent dynamics in prefrontal ' +
    'cortex. Nature 503, 78–84.',
  'Raposo et al. 2012':
    'Raposo, Sheppard, Schrater & Churchland (2012) Multisensory decision-making in rats and humans. ' +
    'J. Neurosci. 32, 3726–3735.',
  'Miller et al. 1996':
    'Miller, Erickson & Desimone (1996) Neural mechanisms of visual working memory in prefrontal cortex of the ' +
    'macaque. J. Neurosci. 16, 5154–5167.',
  'Barak et al. 2010':
    'Barak, Tsodyks & Romo (2010) Neuronal population coding of parametric working memory. J. Neurosci. 30, ' +
    '9424–9430.',
  'Zhang et al. 2019':
    'Zhang et al. (2019) Active information maintenance in working memory by a sensory cortex. eLife 8, e43191.',
  'Molano-Mazón et al. 2022':
    'Molano-Mazón, Barbosa, Pastor-Ciurana, Fradera, Zhang, Forest, … & Yang (2022) NeuroGym: an open resource for ' +
    'developing and sharing neuroscience tasks. PsyArXiv aqc9n.',
  'Bertschinger & Natschläger 2004':
    'Bertschinger & Natschläger (2004) Real-time computation at the edge of chaos in recurrent neural networks. ' +
    'Neural Comput. 16, 1413–1436.',
  'Benettin et al. 1980':
    'Benettin, Galgani, Giorgilli & Strelcyn (1980) Lyapunov characteristic exponents for smooth dynamical systems ' +
    'and for Hamiltonian systems; a method for computing all of them. Meccanica 15, 9–30.',
  'Kaplan & Yorke 1979':
    'Kaplan & Yorke (1979) Chaotic behavior of multidimensional difference equations. Lecture Notes in Mathematics ' +
    '730, 204–227.',
  'Legenstein & Maass 2007':
    'Legenstein & Maass (2007) Edge of chaos and prediction of computational performance for neural circuit models. ' +
    'Neural Netw. 20, 323–334.',
  'Dambre et al. 2012':
    'Dambre, Verstraeten, Schrauwen & Massar (2012) Information processing capacity of dynamical systems. Sci. Rep. ' +
    '2, 514.',
  'Jaeger 2001':
    'Jaeger (2001) The “echo state” approach to analysing and training recurrent neural networks. GMD Report 148.',
  'Atiya & Parlos 2000':
    'Atiya & Parlos (2000) New results on recurrent network training: unifying the algorithms and accelerating ' +
    'convergence. IEEE Trans. Neural Netw. 11, 697–709.',
  'Mackey & Glass 1977':
    'Mackey & Glass (1977) Oscillation and chaos in physiological control systems. Science 197, 287–289.',
  'Watts & Strogatz 1998':
    'Watts & Strogatz (1998) Collective dynamics of ‘small-world’ networks. Nature 393, 440–442.',
  'Onnela et al. 2005':
    'Onnela, Saramäki, Kertész & Kaski (2005) Intensity and coherence of motifs in weighted complex networks. ' +
    'Phys. Rev. E 71, 065103.',
  'Fagiolo 2007': 'Fagiolo (2007) Clustering in complex directed networks. Phys. Rev. E 76, 026107.',
  'Newman 2002': 'Newman (2002) Assortative mixing in networks. Phys. Rev. Lett. 89, 208701.',
  'Newman 2003': 'Newman (2003) The structure and function of complex networks. SIAM Rev. 45, 167–256.',
  'Latora & Marchiori 2001':
    'Latora & Marchiori (2001) Efficient behavior of small-world networks. Phys. Rev. Lett. 87, 198701.',
  'Rubinov & Sporns 2010':
    'Rubinov & Sporns (2010) Complex network measures of brain connectivity: uses and interpretations. ' +
    'NeuroImage 52, 1059–1069.',
  'Wang et al. 2016':
    'Wang, Ghumare, Vandenberghe & Dupont (2016) Comparison of different generalizations of clustering ' +
    'coefficient and local efficiency for weighted undirected graphs. Neural Comput. 29, 313–331.',
  'Foster et al. 2010':
    'Foster, Foster, Grassberger & Paczuski (2010) Edge direction and the structure of networks. PNAS 107, ' +
    '10815–10820.',
  'Colizza et al. 2006':
    'Colizza, Flammini, Serrano & Vespignani (2006) Detecting rich-club ordering in complex networks. Nat. Phys. ' +
    '2, 110–115.',
  'Opsahl et al. 2008':
    'Opsahl, Colizza, Panzarasa & Ramasco (2008) Prominence and control: the weighted rich-club effect. Phys. ' +
    'Rev. Lett. 101, 168702.',
  'Guimerà & Amaral 2005':
    'Guimerà & Amaral (2005) Functional cartography of complex metabolic networks. Nature 433, 895–900.',
  'Sporns & Kötter 2004': 'Sporns & Kötter (2004) Motifs in brain networks. PLoS Biol. 2, e369.',
  'Sheeran et al. 2024':
    'Sheeran et al. (2024) Spatial embedding promotes a specific form of modularity with low entropy and ' +
    'heterogeneous spectral dynamics.',
  'Miller 1955':
    'Miller (1955) Note on the bias of information estimates. Information Theory in Psychology II-B, 95–100.',
  'Scott 1992': 'Scott (1992) Multivariate Density Estimation: Theory, Practice, and Visualization. Wiley.',
} as const;
export type CitationKey = keyof typeof citations;
