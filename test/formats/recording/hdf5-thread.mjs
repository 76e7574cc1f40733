// Reads damaged HDF5 files one after the other, and says at which it is: the library never comes back from a few.
import { register } from 'tsx/esm/api';

register();
await import('./hdf5-thread.ts');
