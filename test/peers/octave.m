% Matrices as Octave writes them: python3 packed.py octave.m octave --no-gui -q "$PWD/octave.m"
X = reshape(1:24, 6, 4)';
W = [0 0.5 0; 0 3 -2; 1.25 0 0];
S = sparse(X);
L = X > 12;
I = int16(X);
F = single(X);
st.x = X; st.y = 'text';
spikes = {[0.1 0.3], [], [0.2]};
v = [1 2 3];
Z = X * 1i;
N = zeros(2, 3, 4);
save -hdf5 one.h5 X
save -hdf5 sparse.h5 S
save -hdf5 all.h5 X S L I F st spikes v Z N
save -v7 one-7.mat X
save -v6 one-6.mat X
save -v4 one-4.mat X
save -v7 all-7.mat X S L I F st spikes v Z N
save -v7 w-7.mat W
save -v4 w-4.mat W
save -ascii ascii.txt X
save -ascii w-ascii.txt W
save -text text.txt X
save -text w-text.txt W
save w-default.mat W v
save -text -zip w-text.gz.mat W
save -binary w-binary.mat W
save -binary -zip w-binary.gz.mat W
save -binary one.bin X
save -hdf5 w-hdf5.mat W
T = reshape(W * 4, 3, 3); T8 = int8(T); TL = sparse(W > 0); TS = sparse(W); TD = diag([1 2 3]); TF = single(W); TB = W > 0;
nested.inner.W = W;
fn = @(x) x;
R = 1:3;
save -text some.txt TS X
save -text all.txt TS T8 TL TD TF TB nested spikes st R Z N fn X
save -binary all.bin TS T8 TL TD TF TB nested spikes st R Z N X fn
exit(0);
