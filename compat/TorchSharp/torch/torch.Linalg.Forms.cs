namespace TorchSharp;

public static partial class torch
{
    public static partial class linalg
    {
        public enum QRMode { Reduced = 0, Complete = 1, R = 2 }

        public static (Tensor, Tensor) eigh(Tensor input, char UPLO = 'L') => CallTwo("linalg_eigh", input, UPLO.ToString());
        public static Tensor eigvalsh(Tensor input, char UPLO = 'L') => Call("linalg_eigvalsh", input, UPLO.ToString());
        public static (Tensor, Tensor, Tensor) svd(Tensor input, bool fullMatrices = true) => CallThree("linalg_svd", input, fullMatrices);
        public static (Tensor, Tensor) qr(Tensor input, QRMode mode = QRMode.Reduced) => CallTwo("linalg_qr", input, mode == QRMode.R ? "r" : mode.ToString().ToLowerInvariant());
        public static Tensor matrix_norm(Tensor input, string ord = "fro", long[] dims = null, bool keepdim = false) => Call("linalg_matrix_norm.str_ord", input, ord, dims, keepdim);
        public static Tensor matrix_norm(Tensor input, double ord, long[] dims = null, bool keepdim = false) => Call("linalg_matrix_norm", input, ord, dims, keepdim);
        public static Tensor matrix_rank(Tensor input, double? atol = null, double? rtol = null, bool hermitian = false) => Call("linalg_matrix_rank.atol_rtol_float", input, atol, rtol, hermitian);
        public static Tensor matrix_rank(Tensor input, Tensor atol, Tensor rtol = null, bool hermitian = false) => Call("linalg_matrix_rank.atol_rtol_tensor", input, atol, rtol, hermitian);
        public static Tensor pinv(Tensor input, double? atol = null, double? rtol = null, bool hermitian = false) => Call("linalg_pinv.atol_rtol_float", input, atol, rtol, hermitian);
        public static Tensor pinv(Tensor input, Tensor atol, Tensor rtol = null, bool hermitian = false) => Call("linalg_pinv.atol_rtol_tensor", input, atol, rtol, hermitian);
        public static Tensor norm(Tensor input, long[] dims = null, bool keepdim = false) => Call("linalg_norm", input, default, dims, keepdim);
        public static Tensor norm(Tensor input, double ord, long[] dims = null, bool keepdim = false) => Call("linalg_norm", input, ord, dims, keepdim);
        public static Tensor norm(Tensor input, int ord, long[] dims = null, bool keepdim = false) => Call("linalg_norm", input, (double)ord, dims, keepdim);
        public static Tensor norm(Tensor input, string ord, long[] dims = null, bool keepdim = false) => Call("linalg_norm.ord_str", input, ord, dims, keepdim);
        public static Tensor vector_norm(Tensor input, double ord = 2, long[] dims = null, bool keepdim = false) => Call("linalg_vector_norm", input, ord, dims, keepdim);
        public static Tensor cond(Tensor input) => Call("linalg_cond", input);
        public static Tensor cond(Tensor input, double p) => Call("linalg_cond", input, p);
        public static Tensor cond(Tensor input, int p) => Call("linalg_cond", input, (double)p);
        public static Tensor cond(Tensor input, string p) => Call("linalg_cond.p_str", input, p);
        public static Tensor tensorsolve(Tensor A, Tensor B, long[] dims) => Call("linalg_tensorsolve", A, B, dims);

        public static (Tensor, Tensor) solve_ex(Tensor A, Tensor B, bool left = true, bool check_errors = false) => CallTwo("linalg_solve_ex", A, B, left, check_errors);
        public static Tensor lu_solve(Tensor LU, Tensor pivots, Tensor B, bool left = true, bool adjoint = false, Tensor @out = null) => Call("linalg_lu_solve", LU, pivots, B, left, adjoint);
        public static Tensor vander(Tensor input, long? N = null) => Call("linalg_vander", input, N);

        public static (Tensor, Tensor, Tensor, Tensor) lstsq(Tensor input, Tensor other) => LeastSquares(CallAll("linalg_lstsq", input, other));
        public static (Tensor, Tensor, Tensor, Tensor) lstsq(Tensor input, Tensor other, double rcond) => LeastSquares(CallAll("linalg_lstsq", input, other, rcond));

        private static (Tensor, Tensor, Tensor, Tensor) LeastSquares(Tensor[] parts) => (parts[0], parts[1], parts[2], parts[3]);
    }
}
