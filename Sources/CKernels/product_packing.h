// Lays weights out as tiles want them (see product_layout.h). Included once per instruction set.

static size_t FN(size)(long inputs, long outputs, bool folds) {
    const struct FN(layout) layout = FN(layout)(inputs, outputs, folds);
    return (size_t)((inputs + (folds ? 2 * layout.blocks : 0)) * layout.vectors * LANES);
}

static long FN(panels)(long outputs, bool folds) { return FN(layout)(1, outputs, folds).panels; }

static long FN(panel_row)(long outputs, long panel, bool folds) {
    return MIN(FN(vector)(FN(layout)(1, outputs, folds), panel) * LANES, outputs);
}

// LANES inputs of up to LANES outputs; zeros for others. Nothing may be read behind the last number.
INLINE void FN(columns)(const float *rows, long stride, long count, long inputs, V *columns) {
    for (int i = 0; i < LANES; i++) {
        float lane[LANES] = {0};
        if (i < count)
            memcpy(lane, rows + i * stride, (size_t)MIN(inputs, LANES) * sizeof(float));
        columns[i] = LOAD(lane);
    }
    FN(transpose)(columns);
}

// Brings a vector of outputs to their units; behind each block what sums begin with, and units.
static void FN(fold)(struct FN(layout) layout, float *packed, long panel, long v, V mean_squares) {
    const long row = (FN(vector)(layout, panel + 1) - FN(vector)(layout, panel)) * LANES;
    const V units = FN(units)(mean_squares), inverses = FN(inverses)(units);
    for (long index = 0; index < layout.blocks; index++) {
        const struct FN(block) block = FN(block)(layout, packed, index);
        float *to = FN(panel)(layout, block, panel) + v * LANES;
        for (long c = 0; c < block.inputs; c++) STORE(to + c * row, LOAD(to + c * row) * inverses);
        V beginnings = 0;
        for (long c = 0; c + 3 <= block.inputs; c += 3)
            beginnings -= LOAD(to + c * row) * LOAD(to + (c + 1) * row);
        STORE(to + block.inputs * row, beginnings);
        STORE(to + (block.inputs + 1) * row, units);
    }
}

static void FN(pack_panel)(const float *rows, long inputs, long outputs, long panel, float *packed,
                           bool folds) {
    const struct FN(layout) layout = FN(layout)(inputs, outputs, folds);
    const long wide = FN(vector)(layout, panel + 1) - FN(vector)(layout, panel);
    const long count = FN(panel_row)(outputs, panel + 1, folds) - FN(panel_row)(outputs, panel, folds);
    for (long v = 0; v < wide; v++) {
        V squares = 0;
        for (long index = 0; index < layout.blocks; index++) {
            const struct FN(block) block = FN(block)(layout, packed, index);
            const float *from = rows + v * LANES * inputs + block.first;
            float *to = FN(panel)(layout, block, panel) + v * LANES;
            for (long c = 0; c < block.inputs; c += LANES) {
                V columns[LANES];
                FN(columns)(from + c, inputs, count - v * LANES, block.inputs - c, columns);
                for (long i = 0; i < MIN(LANES, block.inputs - c); i++) {
                    STORE(to + (c + i) * wide * LANES, columns[i]);
                    squares += columns[i] * columns[i];
                }
            }
        }
        if (folds) FN(fold)(layout, packed, panel, v, squares / (float)inputs);
    }
}
