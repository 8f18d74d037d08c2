namespace TorchSharp;

public static partial class torch
{
    public static partial class optim
    {
        /// <summary>Rectified Adam (Liu et al. 2019, arXiv:1908.03265).</summary>
        public static Modules.RAdam RAdam(IEnumerable<Modules.Parameter> parameters, double lr = 0.002, double beta1 = 0.9,
            double beta2 = 0.999, double eps = 1e-8, double weight_decay = 0) =>
            new(parameters, lr, beta1, beta2, eps, weight_decay);

        /// <summary>Rectified Adam (Liu et al. 2019, arXiv:1908.03265).</summary>
        public static Modules.RAdam RAdam(IEnumerable<(string name, Modules.Parameter parameter)> parameters, double lr = 0.002,
            double beta1 = 0.9, double beta2 = 0.999, double eps = 1e-8, double weight_decay = 0) =>
            new(parameters.Select(entry => entry.parameter), lr, beta1, beta2, eps, weight_decay);

        /// <summary>Rectified Adam (Liu et al. 2019, arXiv:1908.03265).</summary>
        public static Modules.RAdam RAdam(IEnumerable<Modules.RAdam.ParamGroup> parameters, double lr = 0.002, double beta1 = 0.9,
            double beta2 = 0.999, double eps = 1e-8, double weight_decay = 0) =>
            new(parameters, lr, beta1, beta2, eps, weight_decay);
    }
}
