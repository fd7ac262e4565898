// How the weights of a product lie. Included once per instruction set.
//
// Inputs are cut into blocks, of which a panel's part stays in the second cache while all rows pass
// by it; each block into panels, a few vectors of outputs wide, so that a tile reads them in order.
// Behind a panel's inputs lie, if the product is folded, two rows more: what sums begin with, and units.

// Inputs of a block, a multiple of what tiles unroll.
enum { FN(unrolled) = 12, FN(deepest) = 43 * FN(unrolled) };

struct FN(layout) {
    bool folds;
    long inputs, vectors, panels, blocks;
    const int *tallest; // tile of a width
};

struct FN(block) {
    long first, inputs;
    float *packed; // its first panel
};

INLINE struct FN(layout) FN(layout)(long inputs, long outputs, bool folds) {
    const long vectors = (outputs + LANES - 1) / LANES;
    const long widest = folds ? FN(widest_folded) : FN(widest);
    return (struct FN(layout)){
        .folds = folds,
        .inputs = inputs,
        .vectors = vectors,
        .panels = (vectors + widest - 1) / widest,
        .blocks = (inputs + FN(deepest) - 1) / FN(deepest),
        .tallest = folds ? FN(tallest_folded) : FN(tallest),
    };
}

// Blocks are of nearly equal depth.
INLINE struct FN(block) FN(block)(struct FN(layout) layout, const float *packed, long index) {
    const long units = (layout.inputs + FN(unrolled) - 1) / FN(unrolled);
    const long first = units * index / layout.blocks * FN(unrolled);
    const long end = units * (index + 1) / layout.blocks * FN(unrolled);
    const long before = first + (layout.folds ? 2 * index : 0);
    return (struct FN(block)){
        .first = first,
        .inputs = MIN(end, layout.inputs) - first,
        .packed = (float *)packed + before * layout.vectors * LANES,
    };
}

// The first vector of outputs of a panel; behind the last panel, their number.
INLINE long FN(vector)(struct FN(layout) layout, long panel) {
    return layout.vectors * panel / layout.panels;
}

// Where a panel's weights of a block begin.
INLINE float *FN(panel)(struct FN(layout) layout, struct FN(block) block, long panel) {
    const long rows = block.inputs + (layout.folds ? 2 : 0);
    return block.packed + FN(vector)(layout, panel) * LANES * rows;
}
