using static TorchSharp.Engine.Operator;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        public static partial class functional
        {
            /// <summary>Zeroes elements with probability p and divides the others by 1 - p; out of training the very input, without a copy.</summary>
            public static Tensor dropout(Tensor input, double p = 0.5, bool training = true, bool inplace = false) =>
                inplace ? InPlace(input, "dropout_", input, p, training).alias() : Call("dropout", input, p, training);

            /// <summary>Zeroes whole channels [B, C, L] with probability p.</summary>
            public static Tensor dropout1d(Tensor input, double p = 0.5, bool training = true, bool inplace = false) =>
                inplace ? InPlace(input, "feature_dropout_", input, p, training).alias() : Call("feature_dropout", input, p, training);

            /// <summary>Zeroes whole channels [B, C, H, W] with probability p.</summary>
            public static Tensor dropout2d(Tensor input, double p = 0.5, bool training = true, bool inplace = false) =>
                inplace ? InPlace(input, "feature_dropout_", input, p, training).alias() : Call("feature_dropout", input, p, training);

            /// <summary>Zeroes whole channels [B, C, D, H, W] with probability p.</summary>
            public static Tensor dropout3d(Tensor input, double p = 0.5, bool training = true, bool inplace = false) =>
                inplace ? InPlace(input, "feature_dropout_", input, p, training).alias() : Call("feature_dropout", input, p, training);

            /// <summary>Dropout that keeps mean and variance of self-normalising networks.</summary>
            public static Tensor alpha_dropout(Tensor input, double p = 0.5, bool training = false, bool inplace = false) =>
                inplace ? InPlace(input, "alpha_dropout_", input, p, training).alias() : Call("alpha_dropout", input, p, training);

            /// <summary>Alpha dropout of whole channels.</summary>
            public static Tensor feature_alpha_dropout(Tensor input, double p = 0.5, bool training = false, bool inplace = false) =>
                inplace ? InPlace(input, "feature_alpha_dropout_", input, p, training).alias() : Call("feature_alpha_dropout", input, p, training);
        }
    }
}
