/// Each kernel once more, in plain Swift: what the fast ones are compared with.
///
/// Written to be read, with the formulas of the papers and sums in `Double`. Far too slow for a model.
enum Reference {}
