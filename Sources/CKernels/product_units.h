// Units in which folded products measure rows and weights (see product_tiles.h). Included once per
// instruction set.

// Mean squares between which rows are near enough to weights, which have ½ to 2. With up to 8, a block
// of axial50s missed its reference by more than 10⁻⁴.
#define LEAST_MEAN_SQUARE .0625f
#define LARGEST_MEAN_SQUARE 4.f

// The powers of two that bring mean squares to ½ to 2, as far as their own squares are numbers; of zero
// zero.
INLINE V FN(units)(V mean_squares) {
    const I exponent = ((I)MIN(mean_squares, (V)0x1p120f) >> 23) - 127;
    const I half = (MAX(exponent, (I)-119) + 1) >> 1;
    return mean_squares == 0 ? (V)0 : (V)((half + 127) << 23);
}

// What brings numbers to their units: zeros stay what they are.
INLINE V FN(inverses)(V units) { return 1 / (units == 0 ? (V)1 : units); }
