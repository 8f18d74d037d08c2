using static TorchSharp.torch;
using static TorchSharp.torch.optim;

namespace TorchSharp.Modules;

/// <summary>Adam (Kingma and Ba 2014, arXiv:1412.6980); weight decay is added to the gradient.</summary>
public class Adam : OptimizerHelper, IBetas
{
    /// <summary>One group with these options.</summary>
    public Adam(IEnumerable<Parameter> parameters, double lr = 1e-3, double beta1 = 0.9, double beta2 = 0.999, double eps = 1e-8,
        double weight_decay = 0, bool amsgrad = false, bool maximize = false)
        : this([new ParamGroup { Parameters = parameters }], lr, beta1, beta2, eps, weight_decay, amsgrad, maximize)
    {
    }

    /// <summary>Groups, and options for what they leave open.</summary>
    public Adam(IEnumerable<ParamGroup> parameters, double lr = 1e-3, double beta1 = 0.9, double beta2 = 0.999, double eps = 1e-8,
        double weight_decay = 0, bool amsgrad = false, bool maximize = false)
    {
        RequireAdam(lr, beta1, beta2, eps, weight_decay);
        Start(parameters, new Options { LearningRate = lr, beta1 = beta1, beta2 = beta2, eps = eps, weight_decay = weight_decay, amsgrad = amsgrad, maximize = maximize });
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

    private static void Update(Tensor[][] columns, Options options, long step)
    {
        var grads = Foreach.Gradients(columns[1], columns[0], options.weight_decay.Value, options.maximize.Value);
        Move(columns, grads, options.LearningRate.Value, options.beta1.Value, options.beta2.Value, options.eps.Value, options.amsgrad.Value, step);
    }

    /// <summary>One step of parameters (0) by gradients, with the averages of gradients (2) and squares (3), and with amsgrad the largest squares (4).</summary>
    internal static void Move(Tensor[][] columns, Tensor[] grads, double lr, double beta1, double beta2, double eps, bool amsgrad, long step)
    {
        Foreach.Average(columns[2], grads, beta1);
        Foreach.AverageSquares(columns[3], grads, beta2);
        if (amsgrad)
        {
            Foreach.Max(columns[4], columns[3]);
        }

        var divisors = Foreach.Sqrt(columns[amsgrad ? 4 : 3]);
        Foreach.Div(divisors, Math.Sqrt(1 - Math.Pow(beta2, step)));
        Foreach.Add(divisors, eps);
        Foreach.AddQuotient(columns[0], columns[2], divisors, -lr / (1 - Math.Pow(beta1, step)));
    }

    /// <summary>Options of a group; null for those of the optimiser.</summary>
    public class Options : OptimizerOptions
    {
        public double? beta1;
        public double? beta2;
        public double? eps;
        public double? weight_decay;
        public bool? amsgrad;
        public bool? maximize;

        private protected override void Each(Fields fields) => fields.Of(ref beta1).Of(ref beta2).Of(ref eps).Of(ref weight_decay).Of(ref amsgrad).Of(ref maximize);
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
        public ParamGroup(IEnumerable<Parameter> parameters, double lr = 1e-3, double beta1 = 0.9, double beta2 = 0.999,
            double eps = 1e-8, double weight_decay = 0, bool amsgrad = false, bool maximize = false)
            : base(parameters,
                new Options { LearningRate = lr, beta1 = beta1, beta2 = beta2, eps = eps, weight_decay = weight_decay, amsgrad = amsgrad, maximize = maximize })
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
        public Tensor max_exp_avg_sq;

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
            if (((Options)options).amsgrad == true)
            {
                Zeros(ref max_exp_avg_sq);
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

        private protected override void Each(Fields fields) => fields.Of(ref step).Of(ref exp_avg).Of(ref exp_avg_sq).Of(ref max_exp_avg_sq, optional: true);
    }
}
