// A small C interface over ATen: only the operators that the models of this project use.
//
// Every function that can fail returns a status: 0 on success, else a CTorchStatus. The message of the last failure on
// the calling thread is read with ctorch_last_error. Tensors are owned by the caller and released with ctorch_free.
// No C++ exception crosses this interface. All operators run without autograd.
#ifndef CTORCH_H
#define CTORCH_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef struct CTorchTensor *CTorchTensorRef;
typedef struct CTorchGraph *CTorchGraphRef;

// Bytes of a GPU: all, those that no process holds, those that tensors of this process hold, the most that they held,
// and the most that the process took from the driver for them.
typedef struct {
    int64_t total, free, held, peak, peak_reserved;
} CTorchMemory;

enum CTorchStatus {
    CTORCH_OK = 0,
    CTORCH_FAILED = 1,
    CTORCH_OUT_OF_MEMORY = 2,
};

// The numbers of c10::ScalarType.
enum CTorchScalarType {
    CTORCH_UINT8 = 0,
    CTORCH_INT8 = 1,
    CTORCH_INT16 = 2,
    CTORCH_INT32 = 3,
    CTORCH_INT64 = 4,
    CTORCH_FLOAT16 = 5,
    CTORCH_FLOAT32 = 6,
    CTORCH_FLOAT64 = 7,
    CTORCH_BOOL = 11,
    CTORCH_BFLOAT16 = 15,
};

enum CTorchDeviceKind { CTORCH_CPU = 0, CTORCH_CUDA = 1 };

const char *ctorch_last_error(void);
void ctorch_free(CTorchTensorRef tensor);

// Process
void ctorch_set_threads(int count);
int ctorch_threads(void);
bool ctorch_cuda_available(void);
// Loads a library that lies in the folder of libtorch_cpu, for all to see.
int ctorch_load_sibling(const char *name);
int ctorch_cuda_synchronize(void);
int ctorch_cuda_empty_cache(void);
int ctorch_cuda_memory(CTorchMemory *out);
int ctorch_cuda_reset_peak(void);
// Loads the optional library with recorded work and fused kernels (folder CUDA/), after libtorch's CUDA half. Without a
// path it is taken from beside the program, if it is there.
int ctorch_load_cuda_library(const char *path);
bool ctorch_has_cuda_library(void);
// The share of the GPU's memory that this process may take, 0…1. Needs the library.
int ctorch_cuda_limit_memory(double share);
bool ctorch_cpu_has_fast_bfloat16(void);
// Asks for large blocks in huge pages. Before the first tensor is made, or without effect.
void ctorch_use_huge_pages(void);
// Gives freed memory that the process keeps back to the system.
void ctorch_release_memory(void);

// Creation. `copy` reads `bytes` and keeps its own memory; `borrow` keeps the caller's until `release(context)`.
int ctorch_copy(const void *bytes, const int64_t *shape, int rank, int type, CTorchTensorRef *out);
int ctorch_borrow(const void *bytes, const int64_t *shape, int rank, int type, void (*release)(void *), void *context,
                  CTorchTensorRef *out);
int ctorch_full(const int64_t *shape, int rank, double value, int type, int device, CTorchTensorRef *out);
int ctorch_normal(const int64_t *shape, int rank, uint64_t seed, CTorchTensorRef *out);

// Work on a GPU, recorded once and repeated with what then lies in the same memory. Both need the library. What is
// recorded must not wait for the GPU. `sharing` is a graph whose memory is used again, or null; the two never run at once.
int ctorch_graph_begin(CTorchGraphRef sharing, CTorchGraphRef *out);
// Must follow in any case. A graph that could not be recorded is freed like others.
int ctorch_graph_end(CTorchGraphRef graph);
int ctorch_graph_replay(CTorchGraphRef graph);
void ctorch_graph_free(CTorchGraphRef graph);

// Properties
int ctorch_rank(CTorchTensorRef tensor);
void ctorch_shape(CTorchTensorRef tensor, int64_t *out);
int ctorch_type(CTorchTensorRef tensor);
int ctorch_device(CTorchTensorRef tensor);
bool ctorch_is_contiguous(CTorchTensorRef tensor);
const void *ctorch_bytes(CTorchTensorRef tensor);

// Conversion and shape
int ctorch_to(CTorchTensorRef x, int type, int device, CTorchTensorRef *out);
int ctorch_contiguous(CTorchTensorRef x, bool channels_last, CTorchTensorRef *out);
int ctorch_clone(CTorchTensorRef x, CTorchTensorRef *out);
// Writes the numbers of `source` into x's own memory.
int ctorch_write(CTorchTensorRef x, CTorchTensorRef source);
int ctorch_reshape(CTorchTensorRef x, const int64_t *shape, int rank, CTorchTensorRef *out);
int ctorch_permute(CTorchTensorRef x, const int64_t *order, int rank, CTorchTensorRef *out);
int ctorch_expand(CTorchTensorRef x, const int64_t *shape, int rank, CTorchTensorRef *out);
int ctorch_narrow(CTorchTensorRef x, int64_t axis, int64_t start, int64_t length, CTorchTensorRef *out);
int ctorch_concatenate(const CTorchTensorRef *tensors, int count, int64_t axis, CTorchTensorRef *out);
int ctorch_index_select(CTorchTensorRef x, int64_t axis, CTorchTensorRef index, CTorchTensorRef *out);
int ctorch_index_copy(CTorchTensorRef x, int64_t axis, CTorchTensorRef index, CTorchTensorRef source,
                      CTorchTensorRef *out);

// Pointwise
int ctorch_add(CTorchTensorRef a, CTorchTensorRef b, double scale_of_b, CTorchTensorRef *out);
int ctorch_add_in_place(CTorchTensorRef a, CTorchTensorRef b, double scale_of_b);
int ctorch_multiply(CTorchTensorRef a, CTorchTensorRef b, CTorchTensorRef *out);
int ctorch_divide(CTorchTensorRef a, CTorchTensorRef b, CTorchTensorRef *out);
int ctorch_affine(CTorchTensorRef x, double scale, double shift, CTorchTensorRef *out);
int ctorch_clamp(CTorchTensorRef x, double low, double high, CTorchTensorRef *out);
int ctorch_where(CTorchTensorRef mask, CTorchTensorRef a, CTorchTensorRef b, CTorchTensorRef *out);
int ctorch_greater(CTorchTensorRef x, double value, CTorchTensorRef *out);
int ctorch_silu(CTorchTensorRef x, CTorchTensorRef *out);
int ctorch_gelu(CTorchTensorRef x, bool tanh_approximation, CTorchTensorRef *out);
int ctorch_quick_gelu(CTorchTensorRef x, CTorchTensorRef *out);
int ctorch_geglu(CTorchTensorRef x, CTorchTensorRef *out);
int ctorch_exp(CTorchTensorRef x, CTorchTensorRef *out);
int ctorch_cos(CTorchTensorRef x, CTorchTensorRef *out);
int ctorch_sin(CTorchTensorRef x, CTorchTensorRef *out);

// Reduction
int ctorch_softmax(CTorchTensorRef x, int64_t axis, CTorchTensorRef *out);
int ctorch_all_finite(CTorchTensorRef x, bool *out);

// Layers
int ctorch_matmul(CTorchTensorRef a, CTorchTensorRef b, CTorchTensorRef *out);
int ctorch_linear(CTorchTensorRef x, CTorchTensorRef weight, CTorchTensorRef bias, CTorchTensorRef *out);
int ctorch_conv2d(CTorchTensorRef x, CTorchTensorRef weight, CTorchTensorRef bias, int64_t stride, int64_t padding,
                  CTorchTensorRef *out);
// `shift` [n or 1, c] or null is added to x first; SiLU comes last if asked.
int ctorch_group_norm(CTorchTensorRef x, CTorchTensorRef shift, int64_t groups, CTorchTensorRef weight,
                      CTorchTensorRef bias, double epsilon, bool silu, CTorchTensorRef *out);
int ctorch_layer_norm(CTorchTensorRef x, CTorchTensorRef weight, CTorchTensorRef bias, double epsilon,
                      CTorchTensorRef *out);
// Adds `added` into x's own memory, then normalises the sum.
int ctorch_add_layer_norm(CTorchTensorRef x, CTorchTensorRef added, CTorchTensorRef weight, CTorchTensorRef bias,
                          double epsilon, CTorchTensorRef *out);
// q, k, v are [rows, heads, tokens, width], and so is the result.
int ctorch_attention(CTorchTensorRef q, CTorchTensorRef k, CTorchTensorRef v, bool causal, double scale,
                     CTorchTensorRef *out);
int ctorch_embedding(CTorchTensorRef weight, CTorchTensorRef index, CTorchTensorRef *out);
int ctorch_upsample_nearest(CTorchTensorRef x, int64_t height, int64_t width, CTorchTensorRef *out);
int ctorch_upsample_bilinear(CTorchTensorRef x, int64_t height, int64_t width, CTorchTensorRef *out);
int ctorch_pad(CTorchTensorRef x, const int64_t *amounts, int count, double value, CTorchTensorRef *out);

// Packed weights: in the order that the CPU's kernels read. What the pack functions give is opaque and only fits the
// packed layers. `rows` and `input` say for which sizes to pack; other sizes work too and may be slower.
bool ctorch_can_pack(int type);
int ctorch_pack_linear(CTorchTensorRef weight, int64_t rows, CTorchTensorRef *out);
int ctorch_linear_packed(CTorchTensorRef x, CTorchTensorRef packed, CTorchTensorRef bias, CTorchTensorRef *out);
// The numbers that the packed form of a kernel [out, in, height, width] holds, without what oneDNN pads.
int64_t ctorch_packed_conv2d_count(const int64_t *weight, int type, int64_t stride);
int ctorch_pack_conv2d(CTorchTensorRef weight, int64_t stride, int64_t padding, const int64_t *input,
                       CTorchTensorRef *out);
int ctorch_conv2d_packed(CTorchTensorRef x, CTorchTensorRef packed, CTorchTensorRef bias, int64_t stride,
                         int64_t padding, CTorchTensorRef *out);

#ifdef __cplusplus
}
#endif
#endif
