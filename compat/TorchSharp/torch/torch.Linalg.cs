namespace TorchSharp;

public static partial class torch
{
    public static partial class linalg
    {
        public static (Tensor, Tensor, Tensor) ldl_factor_ex(Tensor input, bool hermitian = true, bool check_errors = false) => CallThree("linalg_ldl_factor_ex", input, hermitian, check_errors);
        public static (Tensor, Tensor, Tensor) lu(Tensor input, bool pivot = true) => CallThree("linalg_lu", input, pivot);
        public static (Tensor, Tensor) cholesky_ex(Tensor input, bool check_errors = false) => CallTwo("linalg_cholesky_ex", input, check_errors);
        public static (Tensor, Tensor) eig(Tensor input) => CallTwo("linalg_eig", input);
        public static (Tensor, Tensor) inv_ex(Tensor input, bool check_errors = false) => CallTwo("linalg_inv_ex", input, check_errors);
        public static (Tensor, Tensor) ldl_factor(Tensor input, bool hermitian = true) => CallTwo("linalg_ldl_factor", input, hermitian);
        public static (Tensor, Tensor) lu_factor(Tensor input, bool pivot = true) => CallTwo("linalg_lu_factor", input, pivot);
        public static (Tensor, Tensor) slogdet(Tensor input) => CallTwo("linalg_slogdet", input);
        public static Tensor cholesky(Tensor input) => Call("linalg_cholesky", input);
        public static Tensor cross(Tensor input, Tensor other, long dim = -1) => Call("linalg_cross", input, other, dim);
        public static Tensor det(Tensor input) => Call("linalg_det", input);
        public static Tensor diagonal(Tensor input, int offset = 0, int dim1 = -2, int dim2 = -1) => Call("linalg_diagonal", input, offset, dim1, dim2);
        public static Tensor eigvals(Tensor input) => Call("linalg_eigvals", input);
        public static Tensor householder_product(Tensor A, Tensor tau) => Call("linalg_householder_product", A, tau);
        public static Tensor inv(Tensor input) => Call("linalg_inv", input);
        public static Tensor ldl_solve(Tensor LD, Tensor pivots, Tensor B, bool hermitian = false) => Call("linalg_ldl_solve", LD, pivots, B, hermitian);
        public static Tensor matrix_exp(Tensor input) => Call("linalg_matrix_exp", input);
        public static Tensor multi_dot(IList<Tensor> tensors) => Call("linalg_multi_dot", tensors.ToArray());
        public static Tensor solve(Tensor A, Tensor B, bool left = true) => Call("linalg_solve", A, B, left);
        public static Tensor solve_triangular(Tensor A, Tensor B, bool upper, bool left = true, bool unitriangular = false, Tensor @out = null) => Call("linalg_solve_triangular", A, B, upper, left, unitriangular);
        public static Tensor svdvals(Tensor input) => Call("linalg_svdvals", input);
        public static Tensor tensorinv(Tensor input, long ind) => Call("linalg_tensorinv", input, ind);
        public static Tensor vecdot(Tensor x, Tensor y, long dim = -1, Tensor @out = null) => Call("linalg_vecdot", x, y, dim);
    }
}
