// Units in which folded products measure rows and weights (see product_tiles.h). Included once per
// instruction set.

// Mean squares between which rows are near enough to weights, which have ½ to 2. Larger ones cost more
// digits than smaller ones, if all numbers of a row are positive.
#define LEAST_MEAN_SQUARE .0625f
#define LARGEST_MEAN_SQUARE 4.f

// The power of two that brings a mean square to ½ to 2, as far as its own square is a number.
static float FN(unit)(float mean_square) {
    if (mean_square == 0) return 0;
    int exponent;
    frexpf(MIN(mean_square, 0x1p120f), &exponent);
    return ldexpf(1, MAX(exponent, -118) >> 1);
}

INLINE float FN(divisor)(float unit) { return unit == 0 ? 1 : unit; }
