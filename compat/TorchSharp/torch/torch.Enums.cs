namespace TorchSharp;

public enum DeviceType { CPU = 0, CUDA = 1, MKLDNN = 2, OPENGL = 3, OPENCL = 4, IDEEP = 5, HIP = 6, FPGA = 7, MSNPU = 8, XLA = 9, MPS = 13, META = 14 }

public enum DebugMode { @default = 0, warn = 1 }

public enum FFTNormType { Backward = 0, Forward = 1, Ortho = 2 }

public enum Float32MatmulPrecision { highest = 0, high = 1, medium = 2 }

public enum HistogramBinSelector { Doane = 0, Rice = 1, Scott = 2, Sqrt = 3, Stone = 4, Sturges = 5 }

public enum Padding { Valid = 0, Same = 1 }

public enum PaddingModes { Zeros = 0, Reflect = 1, Replicate = 2, Circular = 3, Constant = 4 }

public enum Reduce { prod = 0, mean = 1, amax = 2, amin = 3 }

public enum TensorStringStyle { Metadata = 0, Julia = 1, Numpy = 2, CSharp = 3, Default = 4 }

public enum compute_mode { use_mm_for_euclid_dist_if_necessary = 0, use_mm_for_euclid_dist = 1, donot_use_mm_for_euclid_dist = 2 }

public enum indexing { xy = 0, ij = 1 }

public enum layout { strided = 0, sparse_coo = 1 }

public enum memory_format { preserve_format = 0, contiguous_format = 1, channels_last = 2 }

public static partial class torch
{
    public enum ScalarType : sbyte
    {
        Byte = 0, Int8 = 1, Int16 = 2, Int32 = 3, Int64 = 4, Float16 = 5, Float32 = 6, Float64 = 7,
        ComplexFloat32 = 9, ComplexFloat64 = 10, Bool = 11, BFloat16 = 15,
    }

    public enum RoundingMode { None = 0, trunc = 1, floor = 2 }

    internal static string Name(this RoundingMode mode) => mode == RoundingMode.None ? null : mode.ToString();

    internal static string Name(this FFTNormType norm) => norm.ToString().ToLowerInvariant();
}
