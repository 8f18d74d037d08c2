using static TorchSharp.torch;
using static TorchSharp.torch.optim;

namespace TorchSharp.Modules;

/// <summary>Rectified Adam (Liu et al. 2019, arXiv:1908.03265).</summary>
public class RAdam : OptimizerHelper, IBetas
{
    /// <summary>One group with these options.</summary>
    public RAdam(IEnumerable<Parameter> parameters, double lr, double beta1 = 0.9, double beta2 = 0.999, double eps = 1e-8,
        double weight_decay = 0)
        : this([new ParamGroup { Parameters = parameters }], lr, beta1, beta2, eps, weight_decay)
    {
    }

    /// <summary>Groups, and options for what they leave open.</summary>
    public RAdam(IEnumerable<ParamGroup> parameters, double lr = 0.002, double beta1 = 0.9, double beta2 = 0.999, double eps = 1e-8,
        double weight_decay = 0)
    {
        RequireAdam(lr, beta1, beta2, eps, weight_decay);
        Start(parameters, new Options { LearningRate = lr, beta1 = beta1, beta2 = beta2, eps = eps, weight_decay = weight_decay });
    }

    /// <inheritdoc/>
    public (double, double) Betas
    {
        get => (((Options)_defaults).beta1.Value, ((Options)_defaults).beta2.Value);
        set => (((Options)_defaults).beta1, ((Options)_defaults).beta2) = value;
    }

    /// <inheritdoc/>
    public override Tensor step(Func<Tensor> closure = null) => _step<ParamGroup>(Update, closure);

    /// <inheritdoc/>
    public override void add_param_group(Modules.ParamGroup param_group) => Add<Options>(param_group, parameter => new State(parameter));

    private void Update(ParamGroup group) =>
        Update<State, long>(group, state => ++state.step, (columns, step) => Update(columns, group.Options, step));

    /// <summary>One step of parameters (0) by gradients (1), averages of gradients (2) and of squares (3).</summary>
    private static void Update(Tensor[][] columns, Options options, long step)
    {
        var (beta1, beta2, lr) = (options.beta1.Value, options.beta2.Value, options.LearningRate.Value);
        var (bias1, bias2) = (1 - Math.Pow(beta1, step), 1 - Math.Pow(beta2, step));
        var grads = Foreach.Gradients(columns[1], columns[0], options.weight_decay.Value, false);
        Foreach.Average(columns[2], grads, beta1);
        Foreach.AverageSquares(columns[3], grads, beta2);
        var limit = (2 / (1 - beta2)) - 1;
        var length = limit - (2 * step * (1 - bias2) / bias2);
        if (length <= 5)
        {
            Foreach.Add(columns[0], columns[2], -lr / bias1);
            return;
        }

        var rectified = Math.Sqrt((length - 4) * (length - 2) * limit / ((limit - 4) * (limit - 2) * length));
        var divisors = Foreach.Sqrt(columns[3]);
        Foreach.Add(divisors, options.eps.Value);
        Foreach.AddQuotient(columns[0], columns[2], divisors, -lr * rectified * Math.Sqrt(bias2) / bias1);
    }

    /// <summary>Options of a group; null for those of the optimiser.</summary>
    public class Options : OptimizerOptions
    {
        public double? beta1;
        public double? beta2;
        public double? eps;
        public double? weight_decay;

        private protected override void Each(Fields fields) => fields.Of(ref beta1).Of(ref beta2).Of(ref eps).Of(ref weight_decay);
    }

    /// <summary>Parameters that share options.</summary>
    public class ParamGroup : ParamGroup<Options>, IBetas
    {
        /// <summary>An empty group.</summary>
        public ParamGroup()
        {
        }

        /// <summary>A group with options.</summary>
        public ParamGroup(IEnumerable<Parameter> parameters, Options options) : base(parameters, options)
        {
        }

        /// <summary>A group with options.</summary>
        public ParamGroup(IEnumerable<Parameter> parameters, double lr = 1.0, double beta1 = 0.9, double beta2 = 0.999, double eps = 1e-8,
            double weight_decay = 0)
            : base(parameters, new Options { LearningRate = lr, beta1 = beta1, beta2 = beta2, eps = eps, weight_decay = weight_decay })
        {
        }

        /// <inheritdoc/>
        public (double, double) Betas
        {
            get => (Options.beta1.Value, Options.beta2.Value);
            set => (Options.beta1, Options.beta2) = value;
        }
    }

    /// <summary>What is remembered of one parameter.</summary>
    public sealed class State : OptimizerState, IDisposable
    {
        public long step;
        public Tensor exp_avg;
        public Tensor exp_avg_sq;

        /// <summary>The state of a parameter.</summary>
        public State(Parameter parameter) : base(parameter)
        {
        }

        /// <inheritdoc/>
        public override void Initialize(OptimizerOptions options)
        {
            step = 0;
            Zeros(ref exp_avg);
            Zeros(ref exp_avg_sq);
        }

        /// <inheritdoc/>
        public override void SaveStateDict(BinaryWriter writer) => Save(writer);

        /// <inheritdoc/>
        public override void LoadStateDict(BinaryReader reader) => Load(reader);

        /// <inheritdoc/>
        public override void LoadStateDict(OptimizerState source) => Copy(source);

        /// <summary>Releases the state.</summary>
        public void Dispose() => DisposeTensors();

        private protected override void Each(Fields fields) => fields.Of(ref step).Of(ref exp_avg).Of(ref exp_avg_sq);
    }
}
