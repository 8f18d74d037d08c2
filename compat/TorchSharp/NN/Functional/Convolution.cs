namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        public static partial class functional
        {
            /// <summary>Convolution over [B, C, L] or [C, L].</summary>
            public static Tensor conv1d(Tensor input, Tensor weight, Tensor bias = null, long? stride = null, long? padding = null,
                long? dilation = null, long groups = 1) =>
                Call("conv1d", input, weight, bias, stride, padding, dilation, groups);

            /// <summary>Convolution over [B, C, L] with padding by name.</summary>
            public static Tensor conv1d_padding(Tensor input, Tensor weight, Tensor bias = null, long? stride = null,
                Padding padding = Padding.Valid,
                long? dilation = null, long groups = 1) =>
                Call("conv1d.padding", input, weight, bias, stride, PaddingName(padding), dilation, groups);

            /// <summary>Convolution over [B, C, H, W].</summary>
            public static Tensor conv2d(Tensor input, Tensor weight, Tensor bias = null, long[] strides = null, long[] padding = null,
                long[] dilation = null, long groups = 1) =>
                Call("conv2d", input, weight, bias, strides, padding, dilation, groups);

            /// <summary>Convolution over [B, C, H, W] with padding by name.</summary>
            public static Tensor conv2d_padding(Tensor input, Tensor weight, Tensor bias = null, long[] strides = null,
                Padding padding = Padding.Valid, long[] dilation = null, long groups = 1) =>
                Call("conv2d.padding", input, weight, bias, strides, PaddingName(padding), dilation, groups);

            /// <summary>Convolution over [B, C, D, H, W].</summary>
            public static Tensor conv3d(Tensor input, Tensor weight, Tensor bias = null, long[] strides = null, long[] padding = null,
                long[] dilation = null, long groups = 1) =>
                Call("conv3d", input, weight, bias, strides, padding, dilation, groups);

            /// <summary>Convolution over [B, C, D, H, W] with padding by name.</summary>
            public static Tensor conv3d_padding(Tensor input, Tensor weight, Tensor bias = null, long[] strides = null,
                Padding padding = Padding.Valid, long[] dilation = null, long groups = 1) =>
                Call("conv3d.padding", input, weight, bias, strides, PaddingName(padding), dilation, groups);

            /// <summary>The gradient of a convolution over [B, C, L], as a layer of its own.</summary>
            public static Tensor conv_transpose1d(Tensor input, Tensor weight, Tensor bias = null, long? stride = null, long? padding = null,
                long? output_padding = null, long? dilation = null, long groups = 1) =>
                Call("conv_transpose1d", input, weight, bias, stride, padding, output_padding, groups, dilation);

            /// <summary>The gradient of a convolution over [B, C, H, W], as a layer of its own.</summary>
            public static Tensor conv_transpose2d(Tensor input, Tensor weight, Tensor bias = null, long[] strides = null, long[] padding = null,
                long[] output_padding = null, long[] dilation = null, long groups = 1) =>
                Call("conv_transpose2d.input", input, weight, bias, strides, padding, output_padding, groups, dilation);

            /// <summary>The gradient of a convolution over [B, C, D, H, W], as a layer of its own.</summary>
            public static Tensor conv_transpose3d(Tensor input, Tensor weight, Tensor bias = null, long[] strides = null, long[] padding = null,
                long[] output_padding = null, long[] dilation = null, long groups = 1) =>
                Call("conv_transpose3d.input", input, weight, bias, strides, padding, output_padding, groups, dilation);

            private static string PaddingName(Padding padding) => padding == Padding.Same ? "same" : "valid";
        }
    }
}
