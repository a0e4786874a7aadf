// What the table of cuda_library.hpp points to.
#pragma once
#include "../Sources/CTorch/cuda_library.hpp"

namespace ctorch {

void *graph_begin(void *sharing);
bool graph_end(void *graph);
void graph_replay(void *graph);
void graph_free(void *graph);

at::Tensor group_norm(const at::Tensor &x, const std::optional<at::Tensor> &shift, int64_t groups,
                      const at::Tensor &weight, const at::Tensor &bias, double epsilon, bool silu);
at::Tensor geglu(const at::Tensor &x);
at::Tensor add_layer_norm(at::Tensor &x, const std::optional<at::Tensor> &y, const at::Tensor &weight,
                          const at::Tensor &bias, double epsilon);

} // namespace ctorch
