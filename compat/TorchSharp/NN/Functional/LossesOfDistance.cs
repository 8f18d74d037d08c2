namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        public static partial class functional
        {
            /// <summary>1 - cos where the target is 1, max(0, cos - margin) where it is -1.</summary>
            public static Tensor cosine_embedding_loss(Tensor input1, Tensor input2, Tensor target, double margin = 0.0,
                Reduction reduction = Reduction.Mean) =>
                Call("cosine_embedding_loss", input1, input2, target, margin, (long)reduction);

            /// <summary>x where the target is 1, max(0, margin - x) where it is -1.</summary>
            public static Tensor hinge_embedding_loss(Tensor input, Tensor target, double margin = 0.0, Reduction reduction = Reduction.Mean) =>
                Call("hinge_embedding_loss", input, target, margin, (long)reduction);

            /// <summary>max(0, -y (x1 - x2) + margin).</summary>
            public static Tensor margin_ranking_loss(Tensor input1, Tensor input2, Tensor target, double margin = 0.0,
                Reduction reduction = Reduction.Mean) =>
                Call("margin_ranking_loss", input1, input2, target, margin, (long)reduction);

            /// <summary>Hinge loss of several classes, one of them right.</summary>
            public static Tensor multi_margin_loss(Tensor input, Tensor target, int p = 1, double margin = 1.0, Tensor weight = null,
                Reduction reduction = Reduction.Mean) =>
                Call("multi_margin_loss", input, target, (long)p, margin, weight, (long)reduction);

            /// <summary>Hinge loss of several classes, several of them right.</summary>
            public static Tensor multi_label_margin_loss(Tensor input, Tensor target, Reduction reduction = Reduction.Mean) =>
                Call("multilabel_margin_loss", input, target, (long)reduction);

            /// <summary>log(1 + exp(-y x)).</summary>
            public static Tensor soft_margin_loss(Tensor input, Tensor target, Reduction reduction = Reduction.Mean) =>
                Call("soft_margin_loss", input, target, (long)reduction);

            /// <summary>Mean over the classes of the binary cross entropy of each class.</summary>
            public static Tensor multilabel_soft_margin_loss(Tensor input, Tensor target, Tensor weight = null,
                Reduction reduction = Reduction.Mean)
            {
                using var each = binary_cross_entropy_with_logits(input, target, weight, Reduction.None);
                using var row = Call("mean.dim", each, new[] { -1L });
                return Reduce(row, reduction);
            }

            /// <summary>Negative log likelihood under normal distributions of the given variances.</summary>
            public static Tensor gaussian_nll_loss(Tensor input, Tensor target, Tensor variance, bool full = false, float eps = 1e-6f,
                Reduction reduction = Reduction.Mean)
            {
                using var scope = NewDisposeScope();
                var bounded = variance.clamp_min(eps);
                var each = 0.5 * (bounded.log() + ((input - target).square() / bounded));
                return Reduce(full ? each + (0.5 * Math.Log(2 * Math.PI)) : each, reduction).MoveToOuterDisposeScope();
            }

            /// <summary>max(0, d(a, p) - d(a, n) + margin).</summary>
            public static Tensor triplet_margin_loss(Tensor anchor, Tensor positive, Tensor negative, double margin = 1.0, long p = 2,
                double eps = 1e-06, bool swap = false, Reduction reduction = Reduction.Mean) =>
                Call("triplet_margin_loss", anchor, positive, negative, margin, (double)p, eps, swap, (long)reduction);

            /// <summary>max(0, d(a, p) - d(a, n) + margin) for a distance of one's own.</summary>
            public static Tensor triplet_margin_with_distance_loss(Tensor anchor, Tensor positive, Tensor negative,
                Func<Tensor, Tensor, Tensor> distance = null, double margin = 1.0, bool swap = false, Reduction reduction = Reduction.Mean)
            {
                distance ??= static (x, y) => pairwise_distance(x, y);
                using var scope = NewDisposeScope();
                var far = distance(anchor, negative);
                far = swap ? minimum(far, distance(positive, negative)) : far;
                return Reduce((distance(anchor, positive) - far + margin).clamp_min(0), reduction).MoveToOuterDisposeScope();
            }

            /// <summary>Cosine of the angle between vectors along an axis; lengths below eps count as eps.</summary>
            public static Tensor cosine_similarity(Tensor x1, Tensor x2, long dim = 1, double eps = 1e-8) =>
                Call("cosine_similarity", x1, x2, dim, eps);

            /// <summary>Length of the difference of vectors along the last axis.</summary>
            public static Tensor pairwise_distance(Tensor input1, Tensor input2, double p = 2.0, double eps = 1e-6, bool keepdim = false) =>
                Call("pairwise_distance", input1, input2, p, eps, keepdim);

            private static Tensor Reduce(Tensor each, Reduction reduction) => reduction switch
            {
                Reduction.Mean => Call("mean", each),
                Reduction.Sum => Call("sum", each),
                _ => each.alias(),
            };
        }
    }
}
