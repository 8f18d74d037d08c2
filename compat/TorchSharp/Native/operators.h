#pragma once

// Calls operators through the dispatcher: boxed, which fits every schema, or, where an operator has one of the common
// signatures, as C++ calls it. Which way is taken follows from the schema, never from a name.

#include <ATen/core/dispatch/Dispatcher.h>

#include <memory>
#include <utility>
#include <vector>

#include "values.h"

namespace {

// ---- The common signatures. ----

// An argument of type T, made of what crossed the border. `fits` tells whether a parameter of a schema is of that type.
template <class T>
struct Reader;

bool is(const Parameter& p, c10::TypeKind kind, bool optional = false) { return p.exact == kind && p.optional == optional && !p.written; }

bool is_list(const Parameter& p, c10::TypeKind element, bool optional = false) {
  return is(p, c10::TypeKind::ListType, optional) && p.exact_element == element;
}

// The caller's tensor without a count of our own: the caller keeps it during the call.
class LentTensor {
 public:
  LentTensor(const Value& v, const Parameter& p, const Value& beside)
      : lent_(v.tag == TensorTag), tensor_(lent_ && v.pointer ? at::Tensor(Handle::reclaim(static_cast<Impl*>(v.pointer))) : other(v, p, beside)) {}
  LentTensor(const LentTensor&) = delete;
  ~LentTensor() {
    if (lent_) tensor_.unsafeReleaseTensorImpl();
  }
  at::Tensor& get() { return tensor_; }

 private:
  static at::Tensor other(const Value& v, const Parameter& p, const Value& beside) {
    return v.tag == None || v.tag == TensorTag ? at::Tensor() : wrapped_number(v, p, beside);
  }

  bool lent_;
  at::Tensor tensor_;
};

template <>
struct Reader<const at::Tensor&> : LentTensor {
  using LentTensor::LentTensor;
  static bool fits(const Parameter& p) { return is(p, c10::TypeKind::TensorType); }
};

template <>
struct Reader<at::Tensor&> : LentTensor {
  using LentTensor::LentTensor;
  static bool fits(const Parameter& p) { return p.exact == c10::TypeKind::TensorType && !p.optional && p.written; }
};

template <>
struct Reader<const c10::optional<at::Tensor>&> {
  c10::optional<at::Tensor> tensor;
  Reader(const Value& v, const Parameter& p, const Value& beside) {
    if (v.tag == TensorTag && v.pointer) tensor = borrow(v.pointer);
    else if (v.tag != None) tensor = wrapped_number(v, p, beside);
  }
  static bool fits(const Parameter& p) { return is(p, c10::TypeKind::TensorType, true); }
  const c10::optional<at::Tensor>& get() { return tensor; }
};

template <>
struct Reader<const c10::Scalar&> {
  c10::Scalar number;
  Reader(const Value& v, const Parameter& p, const Value&) : number(scalar(v, p)) {}
  static bool fits(const Parameter& p) { return is(p, c10::TypeKind::NumberType); }
  const c10::Scalar& get() { return number; }
};

template <>
struct Reader<int64_t> {
  int64_t number;
  Reader(const Value& v, const Parameter& p, const Value&) : number(integer(v, p)) {}
  static bool fits(const Parameter& p) { return is(p, c10::TypeKind::IntType); }
  int64_t get() { return number; }
};

template <>
struct Reader<double> {
  double number;
  Reader(const Value& v, const Parameter&, const Value&) : number(real(v)) {}
  static bool fits(const Parameter& p) { return is(p, c10::TypeKind::FloatType); }
  double get() { return number; }
};

template <>
struct Reader<bool> {
  bool flag;
  Reader(const Value& v, const Parameter&, const Value&) : flag(v.integer != 0) {}
  static bool fits(const Parameter& p) { return is(p, c10::TypeKind::BoolType); }
  bool get() { return flag; }
};

template <>
struct Reader<c10::string_view> {
  c10::string_view text;
  Reader(const Value& v, const Parameter& p, const Value&) : text(v.text, v.count) {
    TORCH_CHECK(v.tag == String, "argument '", p.name, "' expects text");
  }
  static bool fits(const Parameter& p) { return is(p, c10::TypeKind::StringType); }
  c10::string_view get() { return text; }
};

template <>
struct Reader<c10::optional<at::ScalarType>> {
  c10::optional<at::ScalarType> type;
  Reader(const Value& v, const Parameter& p, const Value&) {
    if (v.tag != None) type = static_cast<at::ScalarType>(integer(v, p));
  }
  static bool fits(const Parameter& p) { return is(p, c10::TypeKind::ScalarTypeType, true); }
  c10::optional<at::ScalarType> get() { return type; }
};

template <>
struct Reader<at::IntArrayRef> {
  at::IntArrayRef list;
  c10::SmallVector<int64_t, 4> repeated;
  Reader(const Value& v, const Parameter& p, const Value&) {
    if (v.tag == Int) {
      repeated.assign(std::max(1, p.broadcast), v.integer);
      list = repeated;
    } else if (v.tag != None) {
      TORCH_CHECK(v.tag == IntList, "argument '", p.name, "' expects a list of integers");
      list = {v.integers, static_cast<size_t>(v.count)};
    }
  }
  static bool fits(const Parameter& p) { return is_list(p, c10::TypeKind::IntType); }
  at::IntArrayRef get() { return list; }
};

template <>
struct Reader<c10::SymIntArrayRef> : Reader<at::IntArrayRef> {
  using Reader<at::IntArrayRef>::Reader;
  static bool fits(const Parameter& p) { return is_list(p, c10::TypeKind::SymIntType); }
  c10::SymIntArrayRef get() { return c10::fromIntArrayRefUnchecked(list); }
};

template <>
struct Reader<at::OptionalIntArrayRef> : Reader<at::IntArrayRef> {
  bool given;
  Reader(const Value& v, const Parameter& p, const Value& beside) : Reader<at::IntArrayRef>(v, p, beside), given(v.tag != None) {}
  static bool fits(const Parameter& p) { return is_list(p, c10::TypeKind::IntType, true); }
  at::OptionalIntArrayRef get() { return given ? at::OptionalIntArrayRef(list) : at::OptionalIntArrayRef(); }
};

// An operator of a known signature.
struct Typed {
  virtual ~Typed() = default;
  virtual void call(const std::vector<Parameter>& parameters, const Value* arguments, int count, Value* result) const = 0;
};

template <class Signature>
struct TypedAs;

template <class Result, class... A>
struct TypedAs<Result(A...)> final : Typed {
  c10::TypedOperatorHandle<Result(A...)> handle;

  explicit TypedAs(const c10::OperatorHandle& op) : handle(op.typed<Result(A...)>()) {}

  void call(const std::vector<Parameter>& parameters, const Value* arguments, int count, Value* result) const override {
    call(parameters, arguments, count, result, std::index_sequence_for<A...>());
  }

  static bool fits(const std::vector<Parameter>& parameters) { return fits(parameters, std::index_sequence_for<A...>()); }

 private:
  template <size_t... I>
  static bool fits(const std::vector<Parameter>& parameters, std::index_sequence<I...>) {
    return parameters.size() == sizeof...(A) && ((parameters[I].plain && Reader<A>::fits(parameters[I])) && ...);
  }

  template <size_t... I>
  void call(const std::vector<Parameter>& parameters, const Value* arguments, int count, Value* result, std::index_sequence<I...>) const {
    const Value& beside = first_tensor(arguments, count);
    // One expression: an operator that works in place returns a reference into its reader.
    hand_over(handle.call(Reader<A>(value(parameters[I], arguments, count, I), parameters[I], beside).get()...), result);
  }

  static void hand_over(Result&& returned, Value* result) {
    if (!result) return;
    result->tag = TensorTag;
    result->pointer = give(std::forward<Result>(returned));
  }

  static const Value& value(const Parameter& p, const Value* arguments, int count, int i) {
    if (i < count && arguments[i].tag != None) return arguments[i];
    require(p);
    return p.standard;
  }
};

template <class... Signature>
std::unique_ptr<Typed> typed_as_one_of(const c10::OperatorHandle& handle, const std::vector<Parameter>& parameters) {
  std::unique_ptr<Typed> found;
  try {
    ((TypedAs<Signature>::fits(parameters) && (found = std::make_unique<TypedAs<Signature>>(handle))) || ...);
  } catch (const c10::Error&) {
    // The schema fits and the C++ type does not: of another libtorch, say.
  }
  return found;
}

using T = const at::Tensor&;
using Maybe = const c10::optional<at::Tensor>&;
using N = const c10::Scalar&;
using Type = c10::optional<at::ScalarType>;
using Ints = at::IntArrayRef;

// A matter of speed alone: what is missing here is called boxed, which takes a tenth of a microsecond longer.
std::unique_ptr<Typed> typed(const c10::OperatorHandle& handle, const std::vector<Parameter>& parameters) {
  auto& returns = handle.schema().returns();
  if (returns.size() != 1 || returns[0].type()->kind() != c10::TypeKind::TensorType) return nullptr;
  return returns[0].alias_info() && returns[0].alias_info()->isWrite()
      ? typed_as_one_of<at::Tensor&(at::Tensor&), at::Tensor&(at::Tensor&, T), at::Tensor&(at::Tensor&, N), at::Tensor&(at::Tensor&, T, N),
            at::Tensor&(at::Tensor&, T, T, N)>(handle, parameters)
      : typed_as_one_of<at::Tensor(T), at::Tensor(T, T), at::Tensor(T, T, T), at::Tensor(T, N), at::Tensor(T, T, N), at::Tensor(T, T, Maybe),
            at::Tensor(T, int64_t), at::Tensor(T, int64_t, int64_t), at::Tensor(T, int64_t, int64_t, int64_t), at::Tensor(T, Ints),
            at::Tensor(T, c10::SymIntArrayRef), at::Tensor(T, c10::SymIntArrayRef, bool), at::Tensor(T, Type), at::Tensor(T, int64_t, Type),
            at::Tensor(T, at::OptionalIntArrayRef, bool, Type), at::Tensor(T, int64_t, bool), at::Tensor(T, double, bool),
            at::Tensor(T, c10::string_view), at::Tensor(T, Ints, Maybe, Maybe, double, bool)>(handle, parameters);
}

// ---- Any operator. ----

struct Operator {
  c10::OperatorHandle handle;
  std::vector<Parameter> parameters;
  std::unique_ptr<Typed> typed;  // or null
};

Operator* find(const char* name, const char* overload) {
  auto handle = c10::Dispatcher::singleton().findSchema({name, overload});
  if (!handle) return nullptr;
  std::vector<Parameter> parameters;
  for (auto& argument : handle->schema().arguments()) parameters.push_back(describe(argument));
  auto quick = typed(*handle, parameters);
  return new Operator{*handle, std::move(parameters), std::move(quick)};
}

thread_local std::vector<Value> pending;       // what did not fit into the caller's buffer
thread_local std::vector<IValue> spare_stack;  // empty, with room

int return_all(std::vector<IValue>& stack, Value* results, int capacity) {
  int count = 0;
  auto add = [&](IValue&& v) {
    if (count < capacity) results[count] = result_of(std::move(v));
    else pending.push_back(result_of(std::move(v)));
    ++count;
  };
  for (auto& v : stack) {
    if (!v.isTensorList()) add(std::move(v));
    else for (const at::Tensor& t : v.toTensorVector()) add(IValue(t));
  }
  return count;
}

int call_boxed(const Operator& op, const Value* arguments, int count, Value* results, int capacity) {
  auto& parameters = op.parameters;
  int returned = 0;
  auto stack = std::move(spare_stack);  // not the variable itself: a backward callback may call again
  stack.reserve(parameters.size());
  const Value& beside = first_tensor(arguments, count);
  for (int i = 0; i < count; ++i) stack.push_back(convert(arguments[i], parameters[i], beside));
  for (size_t i = count; i < parameters.size(); ++i) stack.push_back(convert(Value{}, parameters[i], Value{}));
  op.handle.callBoxed(&stack);
  if (capacity > 0) returned = return_all(stack, results, capacity);
  stack.clear();
  spare_stack = std::move(stack);
  return returned;
}

// How many results there are; the first `capacity` of them in `results`.
int call(const Operator& op, const Value* arguments, int count, Value* results, int capacity) {
  TORCH_CHECK(static_cast<size_t>(count) <= op.parameters.size(), op.handle.schema().name(), " takes ", op.parameters.size(), " arguments, not ", count);
  if (!op.typed) return call_boxed(op, arguments, count, results, capacity);
  op.typed->call(op.parameters, arguments, count, capacity > 0 ? results : nullptr);
  return capacity > 0 ? 1 : 0;
}

}  // namespace
