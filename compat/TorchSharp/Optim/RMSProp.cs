using static TorchSharp.torch;
using static TorchSharp.torch.optim;

namespace TorchSharp.Modules;

/// <summary>RMSProp (Tieleman and Hinton 2012).</summary>
public class RMSProp : OptimizerHelper, IMomentum
{
    /// <summary>One group with these options.</summary>
    public RMSProp(IEnumerable<Parameter> parameters, double lr = 1e-3, double alpha = 0.99, double eps = 1e-8, double weight_decay = 0,
        double momentum = 0, bool centered = false, bool maximize = false)
        : this([new ParamGroup { Parameters = parameters }], lr, alpha, eps, weight_decay, momentum, centered, maximize)
    {
    }

    /// <summary>Groups, and options for what they leave open.</summary>
    public RMSProp(IEnumerable<ParamGroup> parameters, double lr = 1e-3, double alpha = 0.99, double eps = 1e-8, double weight_decay = 0,
        double momentum = 0, bool centered = false, bool maximize = false)
    {
        Require(lr >= 0, $"Invalid learning rate: {lr}");
        Require(eps >= 0, $"Invalid eps: {eps}");
        Require(alpha >= 0, $"Invalid alpha: {alpha}");
        Require(momentum >= 0, $"Invalid momentum value: {momentum}");
        Require(weight_decay >= 0, $"Invalid weight_decay value: {weight_decay}");
        Start(parameters, new Options { LearningRate = lr, alpha = alpha, eps = eps, weight_decay = weight_decay, momentum = momentum, centered = centered, maximize = maximize });
    }

    /// <inheritdoc/>
    public double Momentum
    {
        get => ((Options)_defaults).momentum.Value;
        set => ((Options)_defaults).momentum = value;
    }

    /// <inheritdoc/>
    public override Tensor step(Func<Tensor> closure = null) => _step<ParamGroup>(Update, closure);

    /// <inheritdoc/>
    public override void add_param_group(Modules.ParamGroup param_group) => Add<Options>(param_group, parameter => new State(parameter));

    private void Update(ParamGroup group) =>
        Update<State, bool>(group, state => ++state.step > 0, (columns, _) => Update(columns, group.Options));

    /// <summary>One step of parameters (0) by gradients (1), averages of squares (2), then running sums and averages of gradients.</summary>
    private static void Update(Tensor[][] columns, Options options)
    {
        var (alpha, momentum, lr) = (options.alpha.Value, options.momentum.Value, options.LearningRate.Value);
        var grads = Foreach.Gradients(columns[1], columns[0], options.weight_decay.Value, options.maximize.Value);
        Foreach.AverageSquares(columns[2], grads, alpha);
        var divisors = columns[2];
        if (options.centered.Value)
        {
            var means = columns[^1];
            Foreach.Average(means, grads, alpha);
            divisors = Foreach.SumProduct(divisors, means, means, -1);
        }

        divisors = Foreach.Sqrt(divisors);
        Foreach.Add(divisors, options.eps.Value);
        if (momentum > 0)
        {
            Foreach.Mul(columns[3], momentum);
            Foreach.AddQuotient(columns[3], grads, divisors, 1);
            Foreach.Add(columns[0], columns[3], -lr);
        }
        else
        {
            Foreach.AddQuotient(columns[0], grads, divisors, -lr);
        }
    }

    /// <summary>Options of a group; null for those of the optimiser.</summary>
    public class Options : OptimizerOptions
    {
        public double? alpha;
        public double? eps;
        public double? weight_decay;
        public double? momentum;
        public bool? centered;
        public bool? maximize;

        private protected override void Each(Fields fields) => fields.Of(ref alpha).Of(ref eps).Of(ref weight_decay).Of(ref momentum).Of(ref centered).Of(ref maximize);
    }

    /// <summary>Parameters that share options.</summary>
    public class ParamGroup : ParamGroup<Options>, IMomentum
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
        public ParamGroup(IEnumerable<Parameter> parameters, double lr = 0.001, double eps = 1e-8, double alpha = 0.99,
            double weight_decay = 0, double momentum = 0, bool centered = false)
            : base(parameters,
                new Options { LearningRate = lr, eps = eps, alpha = alpha, weight_decay = weight_decay, momentum = momentum, centered = centered })
        {
        }

        /// <inheritdoc/>
        public double Momentum
        {
            get => Options.momentum.Value;
            set => Options.momentum = value;
        }
    }

    /// <summary>What is remembered of one parameter.</summary>
    public sealed class State : OptimizerState, IDisposable
    {
        public long step;
        public Tensor square_avg;
        public Tensor momentum_buffer;
        public Tensor grad_avg;

        /// <summary>The state of a parameter.</summary>
        public State(Parameter parameter) : base(parameter)
        {
        }

        /// <inheritdoc/>
        public override void Initialize(OptimizerOptions options)
        {
            step = 0;
            Zeros(ref square_avg);
            if (((Options)options).momentum > 0)
            {
                Zeros(ref momentum_buffer);
            }

            if (((Options)options).centered == true)
            {
                Zeros(ref grad_avg);
            }
        }

        /// <inheritdoc/>
        public override void SaveStateDict(BinaryWriter writer) => Save(writer);

        /// <inheritdoc/>
        public override void LoadStateDict(BinaryReader reader) => Load(reader);

        /// <inheritdoc/>
        public override void LoadStateDict(OptimizerState source) => Copy(source);

        /// <summary>Releases the state.</summary>
        public void Dispose() => DisposeTensors();

        private protected override void Each(Fields fields) => fields.Of(ref step).Of(ref square_avg).Of(ref momentum_buffer, optional: true).Of(ref grad_avg, optional: true);
    }
}
