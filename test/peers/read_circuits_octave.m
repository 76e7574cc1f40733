% octave read_circuits_octave.m FOLDER: the weights of each written table of connections, row = target.
cd(argv(){end});
files = dir('*.csv');
for i = 1:numel(files)
  text = regexp(fileread(files(i).name), '\n', 'split')(2:end-1);
  names = {}; ends = []; weights = [];
  for line = text
    cells = regexp(line{1}, '("(?:[^"]|"")*"|[^,]*)(?:,|$)', 'tokens');
    for k = 1:2
      name = strrep(regexprep(cells{k}{1}, '^"|"$', ''), '""', '"');
      at = find(strcmp(names, name));
      if isempty(at), names{end + 1} = name; at = numel(names); end
      ends(end + 1) = at;
    end
    weights(end + 1) = str2double(cells{3}{1});
  end
  [~, order] = sort(names);
  rank(order) = 1:numel(order);
  W = full(sparse(rank(ends(2:2:end)), rank(ends(1:2:end)), weights, numel(names), numel(names)));
  printf('%s csv octave\n', strrep(files(i).name, '.csv', ''));
  printf([repmat('%.17g ', 1, columns(W)) '\n'], W');
  printf('\n');
end
