#pragma once

// What crosses the border between C# and libtorch, and how it becomes what an operator's schema asks for.

#include <ATen/CPUGeneratorImpl.h>
#include <ATen/ScalarOps.h>
#include <ATen/core/dispatch/Dispatcher.h>

#include <string>
#include <vector>

namespace {

using c10::IValue;
using Impl = c10::TensorImpl;
using Handle = c10::intrusive_ptr<Impl, c10::UndefinedTensorImpl>;

thread_local std::string last_error;

template <class F>
int guarded(F body) noexcept {
  try {
    body();
    return 0;
  } catch (const c10::Error& e) {
    last_error = e.what_without_backtrace();
  } catch (const std::exception& e) {
    last_error = e.what();
  } catch (...) {
    last_error = "an unknown native error";
  }
  return -1;
}

// A tensor handle is a counted pointer to its TensorImpl; null is the undefined tensor.
at::Tensor borrow(void* handle) {
  return handle ? at::Tensor(Handle::reclaim_copy(static_cast<Impl*>(handle))) : at::Tensor();
}

void* give(at::Tensor tensor) { return tensor.defined() ? tensor.unsafeReleaseTensorImpl() : nullptr; }

std::vector<at::Tensor> borrow_all(void** handles, int count) {
  std::vector<at::Tensor> tensors;
  tensors.reserve(count);
  for (int i = 0; i < count; ++i) tensors.push_back(borrow(handles[i]));
  return tensors;
}

// ---- Values that cross the border; the same layout as Eegavi's managed NativeValue. ----

enum Tag : int32_t { None, TensorTag, Int, Double, Bool, String, IntList, DoubleList, TensorList, DeviceTag, GeneratorTag, Complex, BoolList };

struct Value {
  int32_t tag;
  int32_t count;
  union {
    int64_t integer;
    double real;
    void* pointer;
    const char* text;
    const int64_t* integers;
    const double* reals;
    void** tensors;
  };
  double imaginary;
};

struct Parameter {
  c10::TypeKind kind;
  c10::TypeKind element;      // of a list
  c10::TypeKind exact, exact_element;  // the same, with ScalarType and SymInt told from int
  bool optional;
  bool optional_element;      // Tensor?[]
  int broadcast;              // int[2] takes one int for both
  bool written;               // changed in place
  bool has_default;
  IValue fallback;
  Value standard;             // the fallback once more, where `plain`
  bool plain;                 // the fallback is missing, nothing, a number or text
  std::string name;
};

Value result_of(IValue&& v) {
  Value r{};
  if (v.isTensor()) {
    r.tag = TensorTag;
    r.pointer = give(std::move(v).toTensor());
  } else if (v.isInt()) {
    r.tag = Int;
    r.integer = v.toInt();
  } else if (v.isDouble()) {
    r.tag = Double;
    r.real = v.toDouble();
  } else if (v.isBool()) {
    r.tag = Bool;
    r.integer = v.toBool();
  } else if (v.isComplexDouble()) {
    r.tag = Complex;
    r.real = v.toComplexDouble().real();
    r.imaginary = v.toComplexDouble().imag();
  }
  return r;
}

c10::TypePtr without_optional(const c10::TypePtr& type, bool& optional) {
  auto inner = type->cast<c10::OptionalType>();
  optional = inner != nullptr;
  return inner ? inner->getElementType() : type;
}

void describe_kind(const c10::TypePtr& given, c10::TypeKind& kind, c10::TypeKind& element, bool& optional, bool& optional_element) {
  auto type = without_optional(given, optional);
  kind = element = type->kind();
  if (auto list = type->cast<c10::ListType>()) element = without_optional(list->getElementType(), optional_element)->kind();
}

Value standard(const Parameter& p) {
  Value v{};
  if (p.fallback.isString()) {
    v.tag = String;
    v.text = p.fallback.toStringRef().data();
    v.count = p.fallback.toStringRef().size();
  } else if (!p.fallback.isTensor()) {
    v = result_of(IValue(p.fallback));
  }
  return v;
}

Parameter describe(const c10::Argument& argument) {
  Parameter p{};
  describe_kind(argument.type(), p.kind, p.element, p.optional, p.optional_element);
  describe_kind(argument.real_type(), p.exact, p.exact_element, p.optional, p.optional_element);
  p.broadcast = argument.N() ? *argument.N() : 0;
  p.written = argument.alias_info() && argument.alias_info()->isWrite();
  p.has_default = argument.default_value().has_value();
  if (p.has_default) p.fallback = *argument.default_value();
  p.standard = standard(p);
  p.plain = p.fallback.isNone() || p.standard.tag != None;
  p.name = argument.name();
  return p;
}

c10::Scalar scalar(const Value& v, const Parameter& p) {
  switch (v.tag) {
    case Int: return v.integer;
    case Double: return v.real;
    case Bool: return v.integer != 0;
    case Complex: return c10::complex<double>(v.real, v.imaginary);
    default: TORCH_CHECK(false, "argument '", p.name, "' expects a number");
  }
}

// A number where a tensor is wanted, as in x * 2: a tensor without a say in the result's type.
// Beside float32 it is made in float32 at once; libtorch would convert it from float64, which takes longer than the product.
at::Tensor wrapped_number(const Value& v, const Parameter& p, const Value& beside) {
  TORCH_CHECK(v.tag == Int || v.tag == Double || v.tag == Bool || v.tag == Complex, "argument '", p.name, "' expects a tensor");
  bool single = (v.tag == Int || v.tag == Double) && beside.tag == TensorTag && beside.pointer &&
      static_cast<Impl*>(beside.pointer)->dtype() == caffe2::TypeMeta::Make<float>();
  auto number = scalar(v, p);
  auto tensor = single ? at::detail::scalar_tensor_static(number, at::kFloat, at::kCPU) : c10::scalar_to_tensor(number);
  tensor.unsafeGetTensorImpl()->set_wrapped_number(true);
  return tensor;
}

IValue integers(const Value& v, const Parameter& p) {
  c10::List<int64_t> list;
  if (v.tag == Int) {
    for (int i = 0; i < std::max(1, p.broadcast); ++i) list.push_back(v.integer);
  } else {
    TORCH_CHECK(v.tag == IntList, "argument '", p.name, "' expects a list of integers");
    list.reserve(v.count);
    for (int i = 0; i < v.count; ++i) list.push_back(v.integers[i]);
  }
  return list;
}

IValue tensors(const Value& v, const Parameter& p) {
  TORCH_CHECK(v.tag == TensorList, "argument '", p.name, "' expects a list of tensors");
  if (p.optional_element) {
    c10::impl::GenericList list(c10::OptionalType::ofTensor());
    for (int i = 0; i < v.count; ++i) list.push_back(v.tensors[i] ? IValue(borrow(v.tensors[i])) : IValue());
    return list;
  }
  return c10::List<at::Tensor>(borrow_all(v.tensors, v.count));
}

IValue list(const Value& v, const Parameter& p) {
  switch (p.element) {
    case c10::TypeKind::TensorType: return tensors(v, p);
    case c10::TypeKind::FloatType: {
      if (v.tag == Double) return c10::List<double>({v.real});
      TORCH_CHECK(v.tag == DoubleList, "argument '", p.name, "' expects a list of numbers");
      return std::vector<double>(v.reals, v.reals + v.count);
    }
    case c10::TypeKind::BoolType: {
      c10::List<bool> flags;
      for (int i = 0; i < v.count; ++i) flags.push_back(v.integers[i] != 0);
      return flags;
    }
    default: return integers(v, p);
  }
}

IValue device(const Value& v) { return c10::Device(static_cast<c10::DeviceType>(v.count), static_cast<c10::DeviceIndex>(v.integer)); }

// The first tensor of a call, beside which its numbers stand.
const Value& first_tensor(const Value* arguments, int count) {
  return count > 1 && arguments[0].tag != TensorTag ? arguments[1] : arguments[0];
}

int64_t integer(const Value& v, const Parameter& p) {
  TORCH_CHECK(v.tag == Int || v.tag == Bool, "argument '", p.name, "' expects an integer");
  return v.integer;
}

double real(const Value& v) { return v.tag == Double ? v.real : static_cast<double>(v.integer); }

// A parameter of which nothing was given.
void require(const Parameter& p) {
  TORCH_CHECK(p.optional || p.has_default || p.kind == c10::TypeKind::TensorType, "argument '", p.name, "' is required");
}

// What the schema asks for, from what the caller gave; `beside` is the call's first tensor.
IValue convert(const Value& v, const Parameter& p, const Value& beside) {
  if (v.tag == None) {
    require(p);
    return p.optional || p.has_default ? p.fallback : at::Tensor();
  }
  switch (p.kind) {
    case c10::TypeKind::TensorType:
      if (v.tag == TensorTag) return borrow(v.pointer);
      return wrapped_number(v, p, beside);
    case c10::TypeKind::FloatType: return real(v);
    case c10::TypeKind::BoolType: return v.integer != 0;
    case c10::TypeKind::NumberType: return scalar(v, p);
    case c10::TypeKind::StringType: return std::string(v.text, v.count);
    case c10::TypeKind::ListType: return list(v, p);
    case c10::TypeKind::DeviceObjType: return device(v);
    case c10::TypeKind::GeneratorType:
      return at::Generator(c10::intrusive_ptr<c10::GeneratorImpl>::reclaim_copy(static_cast<c10::GeneratorImpl*>(v.pointer)));
    default:
      return integer(v, p);
  }
}

}  // namespace
