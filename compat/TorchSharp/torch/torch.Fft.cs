namespace TorchSharp;

public static partial class torch
{
    public static partial class fft
    {
        public static Tensor fft2(Tensor input, long[] s = null, long[] dim = null, FFTNormType norm = 0) => Call("fft_fft2", input, s, dim, norm.Name());
        public static Tensor fft_(Tensor input, long n = -1, long dim = -1, FFTNormType norm = 0) => Call("fft_fft", input, Given(n), dim, norm.Name());
        public static Tensor fftfreq(long n, double d = 1, ScalarType? dtype = null, Device device = null, bool requires_grad = false) => Leaf(Call("fft_fftfreq", n, d, dtype, default, device), requires_grad);
        public static Tensor fftn(Tensor input, long[] s = null, long[] dim = null, FFTNormType norm = 0) => Call("fft_fftn", input, s, dim, norm.Name());
        public static Tensor fftshift(Tensor input, long[] dim = null) => Call("fft_fftshift", input, dim);
        public static Tensor hfft(Tensor input, long n = -1, long dim = -1, FFTNormType norm = 0) => Call("fft_hfft", input, Given(n), dim, norm.Name());
        public static Tensor hfft2(Tensor input, long[] s = null, long[] dim = null, FFTNormType norm = 0) => Call("fft_hfft2", input, s, dim, norm.Name());
        public static Tensor hfftn(Tensor input, long[] s = null, long[] dim = null, FFTNormType norm = 0) => Call("fft_hfftn", input, s, dim, norm.Name());
        public static Tensor ifft(Tensor input, long n = -1, long dim = -1, FFTNormType norm = 0) => Call("fft_ifft", input, Given(n), dim, norm.Name());
        public static Tensor ifft2(Tensor input, long[] s = null, long[] dim = null, FFTNormType norm = 0) => Call("fft_ifft2", input, s, dim, norm.Name());
        public static Tensor ifftn(Tensor input, long[] s = null, long[] dim = null, FFTNormType norm = 0) => Call("fft_ifftn", input, s, dim, norm.Name());
        public static Tensor ifftshift(Tensor input, long[] dim = null) => Call("fft_ifftshift", input, dim);
        public static Tensor ihfft(Tensor input, long n = -1, long dim = -1, FFTNormType norm = 0) => Call("fft_ihfft", input, Given(n), dim, norm.Name());
        public static Tensor ihfft2(Tensor input, long[] s = null, long[] dim = null, FFTNormType norm = 0) => Call("fft_ihfft2", input, s, dim, norm.Name());
        public static Tensor ihfftn(Tensor input, long[] s = null, long[] dim = null, FFTNormType norm = 0) => Call("fft_ihfftn", input, s, dim, norm.Name());
        public static Tensor irfft(Tensor input, long n = -1, long dim = -1, FFTNormType norm = 0) => Call("fft_irfft", input, Given(n), dim, norm.Name());
        public static Tensor irfft2(Tensor input, long[] s = null, long[] dim = null, FFTNormType norm = 0) => Call("fft_irfft2", input, s, dim, norm.Name());
        public static Tensor irfftn(Tensor input, long[] s = null, long[] dim = null, FFTNormType norm = 0) => Call("fft_irfftn", input, s, dim, norm.Name());
        public static Tensor rfft(Tensor input, long n = -1, long dim = -1, FFTNormType norm = 0) => Call("fft_rfft", input, Given(n), dim, norm.Name());
        public static Tensor rfft2(Tensor input, long[] s = null, long[] dim = null, FFTNormType norm = 0) => Call("fft_rfft2", input, s, dim, norm.Name());
        public static Tensor rfftfreq(long n, double d = 1, ScalarType? dtype = null, Device device = null, bool requires_grad = false) => Leaf(Call("fft_rfftfreq", n, d, dtype, default, device), requires_grad);
        public static Tensor rfftn(Tensor input, long[] s = null, long[] dim = null, FFTNormType norm = 0) => Call("fft_rfftn", input, s, dim, norm.Name());
    }
}
