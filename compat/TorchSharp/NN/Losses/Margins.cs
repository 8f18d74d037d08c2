using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace TorchSharp.Modules
{
    /// <summary>log(1 + exp(-y x)).</summary>
    public sealed class SoftMarginLoss : Loss<Tensor, Tensor, Tensor>
    {
        /// <summary>With the given options.</summary>
        public SoftMarginLoss(Reduction reduction = Reduction.Mean) : base(reduction)
        {
        }

        /// <inheritdoc/>
        public override Tensor forward(Tensor input, Tensor target) =>
            functional.soft_margin_loss(input, target, reduction);
    }

    /// <summary>x where the target is 1, max(0, margin - x) where it is -1.</summary>
    public sealed class HingeEmbeddingLoss : Loss<Tensor, Tensor, Tensor>
    {
        /// <summary>With the given options.</summary>
        public HingeEmbeddingLoss(double margin = 0.0, Reduction reduction = Reduction.Mean) : base(reduction)
        {
            this.margin = margin;
        }

        /// <summary>As given at construction.</summary>
        public double margin { get; }

        /// <inheritdoc/>
        public override Tensor forward(Tensor input, Tensor target) =>
            functional.hinge_embedding_loss(input, target, margin, reduction);
    }

    /// <summary>Hinge loss of several classes, several of them right.</summary>
    public sealed class MultiLabelMarginLoss : Loss<Tensor, Tensor, Tensor>
    {
        /// <summary>With the given options.</summary>
        public MultiLabelMarginLoss(Reduction reduction = Reduction.Mean) : base(reduction)
        {
        }

        /// <inheritdoc/>
        public override Tensor forward(Tensor input, Tensor target) =>
            functional.multi_label_margin_loss(input, target, reduction);
    }

    /// <summary>Mean over the classes of the binary cross entropy of each class.</summary>
    public sealed class MultiLabelSoftMarginLoss : WeightedLoss<Tensor, Tensor, Tensor>
    {
        /// <summary>With the given options.</summary>
        public MultiLabelSoftMarginLoss(Tensor weight = null, Reduction reduction = Reduction.Mean) : base(weight, reduction)
        {
        }

        /// <inheritdoc/>
        public override Tensor forward(Tensor input, Tensor target) =>
            functional.multilabel_soft_margin_loss(input, target, weight, reduction);
    }

    /// <summary>Hinge loss of several classes, one of them right.</summary>
    public sealed class MultiMarginLoss : WeightedLoss<Tensor, Tensor, Tensor>
    {
        /// <summary>With the given options.</summary>
        public MultiMarginLoss(int p = 1, double margin = 1.0, Tensor weight = null, Reduction reduction = Reduction.Mean) : base(weight,
            reduction)
        {
            this.p = p;
            this.margin = margin;
        }

        /// <summary>As given at construction.</summary>
        public int p { get; }

        /// <summary>As given at construction.</summary>
        public double margin { get; }

        /// <inheritdoc/>
        public override Tensor forward(Tensor input, Tensor target) =>
            functional.multi_margin_loss(input, target, p, margin, weight, reduction);
    }

    /// <summary>max(0, -y (x1 - x2) + margin).</summary>
    public sealed class MarginRankingLoss : Loss<Tensor, Tensor, Tensor, Tensor>
    {
        /// <summary>With the given options.</summary>
        public MarginRankingLoss(double margin = 0.0, Reduction reduction = Reduction.Mean) : base(reduction)
        {
            this.margin = margin;
        }

        /// <summary>As given at construction.</summary>
        public double margin { get; }

        /// <inheritdoc/>
        public override Tensor forward(Tensor input1, Tensor input2, Tensor target) =>
            functional.margin_ranking_loss(input1, input2, target, margin, reduction);
    }

    /// <summary>1 - cos where the target is 1, max(0, cos - margin) where it is -1.</summary>
    public sealed class CosineEmbeddingLoss : Loss<Tensor, Tensor, Tensor, Tensor>
    {
        /// <summary>With the given options.</summary>
        public CosineEmbeddingLoss(double margin = 0.0, Reduction reduction = Reduction.Mean) : base(reduction)
        {
            this.margin = margin;
        }

        /// <summary>As given at construction.</summary>
        public double margin { get; }

        /// <inheritdoc/>
        public override Tensor forward(Tensor input1, Tensor input2, Tensor target) =>
            functional.cosine_embedding_loss(input1, input2, target, margin, reduction);
    }
}

namespace TorchSharp
{
    public static partial class torch
    {
        public static partial class nn
        {
            /// <summary>log(1 + exp(-y x)).</summary>
            public static Modules.SoftMarginLoss SoftMarginLoss(Reduction reduction = Reduction.Mean) =>
                new(reduction);

            /// <summary>x where the target is 1, max(0, margin - x) where it is -1.</summary>
            public static Modules.HingeEmbeddingLoss HingeEmbeddingLoss(double margin = 1.0, Reduction reduction = Reduction.Mean) =>
                new(margin, reduction);

            /// <summary>Hinge loss of several classes, several of them right.</summary>
            public static Modules.MultiLabelMarginLoss MultiLabelMarginLoss(Reduction reduction = Reduction.Mean) =>
                new(reduction);

            /// <summary>Mean over the classes of the binary cross entropy of each class.</summary>
            public static Modules.MultiLabelSoftMarginLoss MultiLabelSoftMarginLoss(Tensor weight = null,
                Reduction reduction = Reduction.Mean) =>
                new(weight, reduction);

            /// <summary>Hinge loss of several classes, one of them right.</summary>
            public static Modules.MultiMarginLoss MultiMarginLoss(int p = 1, double margin = 1.0, Tensor weight = null,
                Reduction reduction = Reduction.Mean) =>
                new(p, margin, weight, reduction);

            /// <summary>max(0, -y (x1 - x2) + margin).</summary>
            public static Modules.MarginRankingLoss MarginRankingLoss(double margin = 0.0, Reduction reduction = Reduction.Mean) =>
                new(margin, reduction);

            /// <summary>1 - cos where the target is 1, max(0, cos - margin) where it is -1.</summary>
            public static Modules.CosineEmbeddingLoss CosineEmbeddingLoss(double margin = 0.0, Reduction reduction = Reduction.Mean) =>
                new(margin, reduction);
        }
    }
}
