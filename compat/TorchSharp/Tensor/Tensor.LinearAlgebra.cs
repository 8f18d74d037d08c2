namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        public (Tensor, Tensor) geqrf() => CallTwo("geqrf", this);
        public Tensor addbmm(Tensor batch1, Tensor batch2, float beta = 1, float alpha = 1) => Call("addbmm", this, batch1, batch2, beta, alpha);
        public Tensor addbmm_(Tensor batch1, Tensor batch2, float beta = 1, float alpha = 1) => Change("addbmm_", this, batch1, batch2, beta, alpha);
        public Tensor addmm(Tensor mat1, Tensor mat2, float beta = 1, float alpha = 1) => Call("addmm", this, mat1, mat2, beta, alpha);
        public Tensor addmm_(Tensor mat1, Tensor mat2, float beta = 1, float alpha = 1) => Change("addmm_", this, mat1, mat2, beta, alpha);
        public Tensor addmv(Tensor mat, Tensor vec, float beta = 1, float alpha = 1) => Call("addmv", this, mat, vec, beta, alpha);
        public Tensor addmv_(Tensor mat, Tensor vec, float beta = 1, float alpha = 1) => Change("addmv_", this, mat, vec, beta, alpha);
        public Tensor addr(Tensor vec1, Tensor vec2, float beta = 1, float alpha = 1) => Call("addr", this, vec1, vec2, beta, alpha);
        public Tensor addr_(Tensor vec1, Tensor vec2, float beta = 1, float alpha = 1) => Change("addr_", this, vec1, vec2, beta, alpha);
        public Tensor baddbmm(Tensor batch1, Tensor batch2, float beta = 1, float alpha = 1) => Call("baddbmm", this, batch1, batch2, beta, alpha);
        public Tensor bmm(Tensor batch2) => Call("bmm", this, batch2);
        public Tensor cholesky(bool upper = false) => Call("cholesky", this, upper);
        public Tensor cholesky_inverse(bool upper = false) => Call("cholesky_inverse", this, upper);
        public Tensor cholesky_solve(Tensor input2, bool upper = false) => Call("cholesky_solve", this, input2, upper);
        public Tensor det() => Call("det", this);
        public Tensor dot(Tensor target) => Call("dot", this, target);
        public Tensor ger(Tensor vec2) => Call("ger", this, vec2);
        public Tensor inner(Tensor vec2) => Call("inner", this, vec2);
        public Tensor inverse() => Call("inverse", this);
        public Tensor kron(Tensor other) => Call("kron", this, other);
        public Tensor logdet() => Call("logdet", this);
        public Tensor matmul(Tensor target) => Call("matmul", this, target);
        public Tensor matrix_exp() => Call("matrix_exp", this);
        public Tensor matrix_power(int n) => Call("matrix_power", this, n);
        public Tensor mm(Tensor target) => Call("mm", this, target);
        public Tensor mv(Tensor target) => Call("mv", this, target);
        public Tensor ormqr(Tensor tau, Tensor other, bool left = true, bool transpose = false) => Call("ormqr", this, tau, other, left, transpose);
        public Tensor outer(Tensor vec2) => Call("outer", this, vec2);
        public Tensor tensordot(Tensor b, long[] dims1, long[] dims2) => Call("tensordot", this, b, dims1, dims2);
        public Tensor trace() => Call("trace", this);
        public Tensor vdot(Tensor target) => Call("vdot", this, target);
    }
}
