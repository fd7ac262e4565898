#include "CAssets.h"

static const uint8_t harbour[] = {
#embed "../images/harbour.png"
};

static const uint8_t labels[] = {
#embed "../labels/imagenet-1k.tsv"
};

ca_file ca_sample_picture(void) { return (ca_file){harbour, sizeof harbour}; }

ca_file ca_imagenet_labels(void) { return (ca_file){labels, sizeof labels}; }
