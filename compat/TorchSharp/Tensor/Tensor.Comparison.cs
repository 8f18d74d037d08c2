namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        public Tensor bucketize(Tensor boundaries, bool outInt32 = false, bool right = false) => Call("bucketize.Tensor", this, boundaries, outInt32, right);
        public Tensor eq(Scalar target) => Call("eq.Tensor", this, target);
        public Tensor eq(Tensor target) => Call("eq.Tensor", this, target);
        public Tensor eq_(Scalar target) => Change("eq_.Tensor", this, target);
        public Tensor eq_(Tensor target) => Change("eq_.Tensor", this, target);
        public Tensor equal(Tensor target) => eq(target);
        public Tensor ge(Scalar target) => Call("ge.Tensor", this, target);
        public Tensor ge(Tensor target) => Call("ge.Tensor", this, target);
        public Tensor ge_(Scalar target) => Change("ge_.Tensor", this, target);
        public Tensor ge_(Tensor target) => Change("ge_.Tensor", this, target);
        public Tensor greater(Tensor target) => Call("greater.Tensor", this, target);
        public Tensor greater_equal(Tensor target) => Call("greater_equal.Tensor", this, target);
        public Tensor gt(Scalar target) => Call("gt.Tensor", this, target);
        public Tensor gt(Tensor target) => Call("gt.Tensor", this, target);
        public Tensor gt_(Scalar target) => Change("gt_.Tensor", this, target);
        public Tensor gt_(Tensor target) => Change("gt_.Tensor", this, target);
        public Tensor isclose(Tensor other, double rtol = 1E-05, double atol = 1E-08, bool nanEqual = false) => Call("isclose", this, other, rtol, atol, nanEqual);
        public Tensor isfinite() => Call("isfinite", this);
        public Tensor isin(Tensor test_elements, bool assumeUnique = false, bool invert = false) => Call("isin.Tensor_Tensor", this, test_elements, assumeUnique, invert);
        public Tensor isinf() => Call("isinf", this);
        public Tensor isnan() => Call("isnan", this);
        public Tensor isneginf() => Call("isneginf", this);
        public Tensor isposinf() => Call("isposinf", this);
        public Tensor isreal() => Call("isreal", this);
        public Tensor le(Scalar target) => Call("le.Tensor", this, target);
        public Tensor le(Tensor target) => Call("le.Tensor", this, target);
        public Tensor le_(Scalar target) => Change("le_.Tensor", this, target);
        public Tensor le_(Tensor target) => Change("le_.Tensor", this, target);
        public Tensor less(Tensor target) => Call("less.Tensor", this, target);
        public Tensor less_equal(Tensor target) => Call("less_equal.Tensor", this, target);
        public Tensor less_equal_(Tensor target) => Change("less_equal_.Tensor", this, target);
        public Tensor logical_and(Tensor other) => Call("logical_and", this, other);
        public Tensor logical_and_(Tensor other) => Change("logical_and_", this, other);
        public Tensor logical_not() => Call("logical_not", this);
        public Tensor logical_not_() => Change("logical_not_", this);
        public Tensor logical_or(Tensor other) => Call("logical_or", this, other);
        public Tensor logical_or_(Tensor other) => Change("logical_or_", this, other);
        public Tensor logical_xor(Tensor other) => Call("logical_xor", this, other);
        public Tensor logical_xor_(Tensor other) => Change("logical_xor_", this, other);
        public Tensor lt(Scalar target) => Call("lt.Tensor", this, target);
        public Tensor lt(Tensor target) => Call("lt.Tensor", this, target);
        public Tensor lt_(Scalar target) => Change("lt_.Tensor", this, target);
        public Tensor lt_(Tensor target) => Change("lt_.Tensor", this, target);
        public Tensor masked_select(Tensor mask) => Call("masked_select", this, mask);
        public Tensor ne(Scalar target) => Call("ne.Tensor", this, target);
        public Tensor ne(Tensor target) => Call("ne.Tensor", this, target);
        public Tensor ne_(Scalar target) => Change("ne_.Tensor", this, target);
        public Tensor ne_(Tensor target) => Change("ne_.Tensor", this, target);
        public Tensor not_equal(Tensor target) => Call("not_equal.Tensor", this, target);
        public Tensor not_equal_(Tensor target) => Change("not_equal_.Tensor", this, target);
        public bool allclose(Tensor target, double rtol = 1E-05, double atol = 1E-08, bool equal_nan = false) => CallBool("allclose", this, target, rtol, atol, equal_nan);
    }
}
