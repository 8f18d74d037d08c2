// The native half of the TorchSharp stand-in: a C interface to libtorch that knows no operator by heart.
// Operators are called by name through the dispatcher (operators.h); everything else here is what the dispatcher
// does not offer: tensor lifetime and fields, autograd, grad modes, random numbers, threads.
// No exception leaves an entry point (that would abort the process): a failing one returns -1 or null, eegavi_error() says why.
// Written for libtorch 1.13; what differs in 2.x sits behind TORCH_VERSION_MAJOR.

#include <ATen/CPUGeneratorImpl.h>
#include <ATen/Context.h>
#include <ATen/Parallel.h>
#include <ATen/core/grad_mode.h>
#include <ATen/ops/bmm_cpu_dispatch.h>
#include <ATen/ops/empty.h>
#include <ATen/ops/from_blob.h>
#include <ATen/ops/gelu_backward_cpu_dispatch.h>
#include <c10/core/InferenceMode.h>
#include <torch/csrc/autograd/anomaly_mode.h>
#include <torch/csrc/autograd/autograd.h>
#include <torch/csrc/autograd/custom_function.h>
#include <torch/csrc/autograd/function.h>
#include <torch/csrc/autograd/saved_variable.h>
#include <torch/library.h>
#include <torch/version.h>

#include "large_blocks.h"
#include "operators.h"

namespace {

// ---- A managed autograd function as a node of the graph. ----

struct Callbacks {
  int (*backward)(intptr_t node, void** grads, int grad_count, void** results, int result_count);
  void (*release)(intptr_t node);
  void (*free_memory)(intptr_t pin);
} callbacks;

struct ManagedNode : torch::autograd::Node {
  intptr_t managed = 0;
  std::string title;
  std::vector<torch::autograd::SavedVariable> saved;

  std::string name() const override { return title; }

  torch::autograd::variable_list apply(torch::autograd::variable_list&& grads) override {
    std::vector<void*> in, out(num_outputs(), nullptr);
    for (auto& g : grads) in.push_back(give(g));
    int status = callbacks.backward(managed, in.data(), in.size(), out.data(), out.size());
    torch::autograd::variable_list results;
    for (void* handle : out) results.push_back(handle ? at::Tensor(Handle::reclaim(static_cast<Impl*>(handle))) : at::Tensor());
    TORCH_CHECK(status == 0, last_error);
    return results;
  }

  void release_variables() override { saved.clear(); }

  ~ManagedNode() override { callbacks.release(managed); }
};

// What _wrap_outputs takes besides: nothing in 1.13, in later versions a set and a way to make a view of oneself.
template <class T>
T further() {
  if constexpr (std::is_invocable_r_v<at::Tensor, T, at::Tensor>) return [](const at::Tensor& x) { return x.view_as(x); };
  else return {};
}

template <class Outputs, class Inputs, class Set, class Raw, class Cdata, class Jvp, class... Further>
Outputs tie(Outputs (*wrap)(Inputs, Set, Set, Raw, Cdata, Jvp, Further...), const std::vector<at::Tensor>& inputs,
    const std::unordered_set<Impl*>& fixed, const std::unordered_set<Impl*>& dirty, const std::vector<at::Tensor>& outputs,
    const std::shared_ptr<ManagedNode>& node) {
  auto no_forward_mode = [](torch::autograd::variable_list, torch::autograd::variable_list) -> torch::autograd::variable_list {
    TORCH_CHECK(false, "a managed autograd function has no forward-mode derivative");
  };
  Outputs raw(outputs.begin(), outputs.end());
  return wrap(inputs, fixed, dirty, raw, node, no_forward_mode, further<std::decay_t<Further>>()...);
}

struct Silence : c10::WarningHandler {
#if TORCH_VERSION_MAJOR < 2
  void process(const c10::SourceLocation&, const std::string&, bool) override {}
#else
  void process(const c10::Warning&) override {}
#endif
};

#if TORCH_VERSION_MAJOR < 2
namespace warnings = c10::Warning;
#else
namespace warnings = c10::WarningUtils;
#endif

struct QuietWarnings {
  Silence silence;
  warnings::WarningHandlerGuard guard{&silence};
};

// libtorch < 2.1 with oneDNN computes a wrong gradient of GELU when the incoming gradient is not contiguous
// (GELU followed by a permute, say): give its kernel what it can read.
void repair_gelu() {
#if TORCH_VERSION_MAJOR < 2 || (TORCH_VERSION_MAJOR == 2 && TORCH_VERSION_MINOR < 1)
  QuietWarnings quiet;  // it would announce the override
  static auto library = MAKE_TORCH_LIBRARY_IMPL(aten, CPU);
  library.impl("gelu_backward", [](const at::Tensor& grad, const at::Tensor& self, c10::string_view approximate) {
    return at::cpu::gelu_backward(grad.contiguous(), self.contiguous(), approximate);
  });
#endif
}

// Without MKL libtorch multiplies the matrices of a batch one after the other, each with all threads; small ones (the heads
// of an attention) then wait for threads longer than they compute. Here each thread takes its share of the batch.
void share_batches() {
  if (at::hasMKL()) return;
  QuietWarnings quiet;
  static auto library = MAKE_TORCH_LIBRARY_IMPL(aten, CPU);
  library.impl("bmm", [](const at::Tensor& a, const at::Tensor& b) {
    auto real = [](const at::Tensor& t) { return t.dim() == 3 && (t.scalar_type() == at::kFloat || t.scalar_type() == at::kDouble); };
    int64_t threads = at::get_num_threads();
    bool shared = real(a) && real(b) && threads > 1 && a.size(0) >= 2 * threads && a.size(0) == b.size(0) && a.size(2) == b.size(1);
    if (!shared) return at::cpu::bmm(a, b);
    auto product = at::empty({a.size(0), a.size(1), b.size(2)}, a.options());
    at::parallel_for(0, a.size(0), a.size(0) / threads, [&](int64_t first, int64_t last) {
      at::AutoDispatchBelowADInplaceOrView below;
      auto part = product.narrow(0, first, last - first);
      at::cpu::bmm_out(part, a.narrow(0, first, last - first), b.narrow(0, first, last - first));
    });
    return product;
  });
}

Impl* impl(void* handle) { return static_cast<Impl*>(handle); }

}  // namespace

extern "C" {

const char* eegavi_error() { return last_error.c_str(); }

void eegavi_set_error(const char* text) { last_error = text; }

const char* eegavi_version() { return TORCH_VERSION; }

int eegavi_start(Callbacks managed, int threads, int64_t kept_bytes) {
  return guarded([&] {
    callbacks = managed;
    if (kept_bytes > 0) LargeBlocks::install(kept_bytes);
    at::set_num_threads(threads);
    repair_gelu();
    share_batches();
  });
}

// ---- Operators ----

Operator* eegavi_operator(const char* name, const char* overload) {
  Operator* found = nullptr;
  guarded([&] { found = find(name, overload); });
  return found;
}

// Returns how many results there are: the first `capacity` in `results`, the rest from eegavi_pending. -1 is an error.
int eegavi_call(Operator* op, const Value* arguments, int count, Value* results, int capacity) {
  int returned = 0;
  int status = guarded([&] { returned = call(*op, arguments, count, results, capacity); });
  return status == 0 ? returned : -1;
}

void eegavi_pending(Value* results) {
  std::copy(pending.begin(), pending.end(), results);
  pending.clear();
}

// ---- Tensors ----

void eegavi_release(void* tensor) { Handle::reclaim(impl(tensor)); }

void eegavi_release_all(void** tensors, int count) {
  for (int i = 0; i < count; ++i) Handle::reclaim(impl(tensors[i]));
}

void* eegavi_share(void* tensor) { return give(borrow(tensor)); }

int eegavi_dim(void* tensor) { return impl(tensor)->dim(); }

const int64_t* eegavi_sizes(void* tensor) { return impl(tensor)->sizes().data(); }

const int64_t* eegavi_strides(void* tensor) {
  const int64_t* strides = nullptr;
  guarded([&] { strides = impl(tensor)->strides().data(); });
  return strides;
}

int64_t eegavi_numel(void* tensor) { return impl(tensor)->numel(); }

int eegavi_dtype(void* tensor) { return static_cast<int>(c10::typeMetaToScalarType(impl(tensor)->dtype())); }

int64_t eegavi_offset(void* tensor) { return impl(tensor)->storage_offset(); }

const void* eegavi_data(void* tensor) { return impl(tensor)->data(); }

int eegavi_device_type(void* tensor) { return static_cast<int>(impl(tensor)->device().type()); }

int eegavi_device_index(void* tensor) { return impl(tensor)->device().index(); }

enum Flag { RequiresGrad = 1, Leaf = 2, Contiguous = 4, Sparse = 8, Negative = 16, Conjugate = 32 };

int eegavi_flags(void* tensor) {
  auto t = borrow(tensor);
  return (t.requires_grad() ? RequiresGrad : 0) | (t.is_leaf() ? Leaf : 0) | (!t.is_sparse() && t.is_contiguous() ? Contiguous : 0) |
      (t.is_sparse() ? Sparse : 0) | (t.is_neg() ? Negative : 0) | (t.is_conj() ? Conjugate : 0);
}

// The memory stays the caller's; `pin` comes back through Callbacks::free_memory when the last tensor over it is gone.
void* eegavi_from_memory(void* data, const int64_t* sizes, int dim, int dtype, intptr_t pin) {
  void* result = nullptr;
  guarded([&] {
    result = give(at::from_blob(data, at::IntArrayRef(sizes, dim), [pin](void*) { callbacks.free_memory(pin); },
        at::TensorOptions().dtype(static_cast<c10::ScalarType>(dtype))));
  });
  return result;
}

// ---- Autograd ----

int eegavi_set_requires_grad(void* tensor, int value) {
  return guarded([&] { borrow(tensor).requires_grad_(value != 0); });
}

void* eegavi_grad(void* tensor) {
  void* grad = nullptr;
  guarded([&] { grad = give(borrow(tensor).mutable_grad()); });
  return grad;
}

int eegavi_set_grad(void* tensor, void* grad) {
  return guarded([&] { borrow(tensor).mutable_grad() = borrow(grad); });
}

int eegavi_retain_grad(void* tensor) {
  return guarded([&] { borrow(tensor).retain_grad(); });
}

int eegavi_backward(void** outputs, int output_count, void** grads, int grad_count, int retain_graph, int create_graph, void** inputs, int input_count) {
  return guarded([&] {
    torch::autograd::backward(borrow_all(outputs, output_count), borrow_all(grads, grad_count), retain_graph != 0, create_graph != 0,
        borrow_all(inputs, input_count));
  });
}

// Writes input_count handles; a null one is an input that was not used.
int eegavi_gradients(void** outputs, int output_count, void** inputs, int input_count, void** grads, int grad_count, int retain_graph,
    int create_graph, int allow_unused, void** results) {
  return guarded([&] {
    auto found = torch::autograd::grad(borrow_all(outputs, output_count), borrow_all(inputs, input_count), borrow_all(grads, grad_count),
        retain_graph != 0, create_graph != 0, allow_unused != 0);
    for (size_t i = 0; i < found.size(); ++i) results[i] = give(found[i]);
  });
}

// Ties the outputs of a managed function to a new node over its inputs; replaces the handles in `outputs` by the tied ones.
// Returns the node (null when nothing needs a gradient: *failed tells that from an error).
ManagedNode* eegavi_node(intptr_t managed, const char* name, void** inputs, int input_count, void** outputs, int output_count, void** saved,
    int saved_count, void** fixed, int fixed_count, void** dirty, int dirty_count, int* failed) {
  std::shared_ptr<ManagedNode> node;
  *failed = guarded([&] {
    auto variables = borrow_all(inputs, input_count);
    if (c10::GradMode::is_enabled() && torch::autograd::any_variable_requires_grad(variables)) {
      node = std::shared_ptr<ManagedNode>(new ManagedNode(), torch::autograd::deleteNode);
      node->managed = managed;
      node->title = name;
      node->set_next_edges(torch::autograd::collect_next_edges(variables));
    }
    auto as_set = [](void** handles, int count) {
      std::unordered_set<Impl*> set;
      for (int i = 0; i < count; ++i) set.insert(impl(handles[i]));
      return set;
    };
    for (int i = 0; i < dirty_count; ++i) impl(dirty[i])->bump_version();
    auto wrapped = tie(torch::autograd::_wrap_outputs, variables, as_set(fixed, fixed_count), as_set(dirty, dirty_count),
        borrow_all(outputs, output_count), node);
    for (int i = 0; i < output_count; ++i) {
      auto old = Handle::reclaim(impl(outputs[i]));
      outputs[i] = give(*wrapped[i]);
    }
    if (!node) return;
    for (auto& t : borrow_all(saved, saved_count)) {
      bool is_output = t.defined() && t.grad_fn().get() == node.get();
      node->saved.emplace_back(t, is_output);
    }
  });
  return node.get();  // alive as long as an output is
}

// Inside the callback only: hands out the saved tensors.
int eegavi_node_saved(ManagedNode* node, void** results, int count) {
  return guarded([&] {
    TORCH_CHECK(node->saved.size() == static_cast<size_t>(count),
        "Trying to backward through the graph a second time: its saved tensors are freed. Pass retain_graph: true the first time.");
    for (int i = 0; i < count; ++i) results[i] = give(node->saved[i].unpack(node->shared_from_this()));
  });
}

void eegavi_set_anomaly(int enabled, int check_nan) { torch::autograd::AnomalyMode::set_enabled(enabled != 0, check_nan != 0); }

int eegavi_anomaly() { return (torch::autograd::AnomalyMode::is_enabled() ? 1 : 0) | (torch::autograd::AnomalyMode::should_check_nan() ? 2 : 0); }

int eegavi_grad_enabled() { return c10::GradMode::is_enabled(); }

void eegavi_set_grad_enabled(int enabled) { c10::GradMode::set_enabled(enabled != 0); }

int eegavi_inference_enabled() { return c10::InferenceMode::is_enabled(); }

void* eegavi_enter_inference(int enabled) { return new c10::InferenceMode(enabled != 0); }

void eegavi_leave_inference(void* mode) { delete static_cast<c10::InferenceMode*>(mode); }

// ---- Random numbers, threads ----

void* eegavi_generator(int64_t seed) {
  return at::detail::createCPUGenerator(static_cast<uint64_t>(seed)).unsafeReleaseGeneratorImpl();
}

void* eegavi_default_generator() { return at::Generator(at::detail::getDefaultCPUGenerator()).unsafeReleaseGeneratorImpl(); }

void eegavi_release_generator(void* g) { c10::intrusive_ptr<c10::GeneratorImpl>::reclaim(static_cast<c10::GeneratorImpl*>(g)); }

void eegavi_generator_set_seed(void* g, int64_t seed) { static_cast<c10::GeneratorImpl*>(g)->set_current_seed(static_cast<uint64_t>(seed)); }

int64_t eegavi_generator_current_seed(void* g) { return static_cast<int64_t>(static_cast<c10::GeneratorImpl*>(g)->current_seed()); }

int64_t eegavi_generator_new_seed(void* g) { return static_cast<int64_t>(static_cast<c10::GeneratorImpl*>(g)->seed()); }

void* eegavi_generator_state(void* g) {
  void* state = nullptr;
  guarded([&] { state = give(at::Tensor(static_cast<c10::GeneratorImpl*>(g)->get_state())); });
  return state;
}

int eegavi_generator_set_state(void* g, void* state) {
  return guarded([&] { static_cast<c10::GeneratorImpl*>(g)->set_state(*borrow(state).unsafeGetTensorImpl()); });
}

void eegavi_manual_seed(int64_t seed) { at::manual_seed(static_cast<uint64_t>(seed)); }

int eegavi_threads() { return at::get_num_threads(); }

int eegavi_interop_threads() { return at::get_num_interop_threads(); }

int eegavi_set_threads(int count) {
  return guarded([&] { at::set_num_threads(count); });
}

int eegavi_set_interop_threads(int count) {
  return guarded([&] { at::set_num_interop_threads(count); });
}

// ---- Graphics processors ----

int eegavi_cuda_devices() {
  int count = 0;
  guarded([&] { count = static_cast<int>(at::getNumGPUs()); });
  return count;
}

int eegavi_has_cudnn() { return at::hasCUDA() && at::detail::getCUDAHooks().hasCuDNN(); }

int eegavi_cuda_synchronize(int index) {
  return guarded([&] { at::detail::getCUDAHooks().deviceSynchronize(static_cast<c10::DeviceIndex>(index)); });
}

int eegavi_set_default_dtype(int dtype) {
  return guarded([&] { c10::set_default_dtype(c10::scalarTypeToTypeMeta(static_cast<c10::ScalarType>(dtype))); });
}

int eegavi_set_deterministic(int enabled, int warn_only) {
  return guarded([&] { at::globalContext().setDeterministicAlgorithms(enabled != 0, warn_only != 0); });
}

}  // extern "C"
