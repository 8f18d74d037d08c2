using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>Adagrad (Duchi et al. 2011).</summary>
public class Adagrad : OptimizerHelper
{
    /// <summary>One group with these options.</summary>
    public Adagrad(IEnumerable<Parameter> parameters, double lr = 1e-2, double lr_decay = 0, double weight_decay = 0,
        double initial_accumulator_value = 0, double eps = 1e-10)
        : this([new ParamGroup { Parameters = parameters }], lr, lr_decay, weight_decay, initial_accumulator_value, eps)
    {
    }

    /// <summary>Groups, and options for what they leave open.</summary>
    public Adagrad(IEnumerable<ParamGroup> parameters, double lr = 1e-2, double lr_decay = 0, double weight_decay = 0,
        double initial_accumulator_value = 0, double eps = 1e-10)
    {
        Require(lr >= 0, $"Invalid learning rate: {lr}");
        Require(lr_decay >= 0, $"Invalid lr_decay value: {lr_decay}");
        Require(weight_decay >= 0, $"Invalid weight_decay value: {weight_decay}");
        Require(initial_accumulator_value >= 0, $"Invalid initial_accumulator_value: {initial_accumulator_value}");
        Require(eps >= 0, $"Invalid eps: {eps}");
        Start(parameters, new Options { LearningRate = lr, lr_decay = lr_decay, weight_decay = weight_decay, initial_accumulator_value = initial_accumulator_value, eps = eps });
    }

    /// <inheritdoc/>
    public override Tensor step(Func<Tensor> closure = null) => _step<ParamGroup>(Update, closure);

    /// <inheritdoc/>
    public override void add_param_group(Modules.ParamGroup param_group) => Add<Options>(param_group, parameter => new State(parameter));

    private void Update(ParamGroup group) =>
        Update<State, long>(group, state => ++state.step, (columns, step) => Update(columns, group.Options, step));

    /// <summary>One step of parameters (0) by gradients (1) and sums of their squares (2).</summary>
    private static void Update(Tensor[][] columns, Options options, long step)
    {
        var grads = Foreach.Gradients(columns[1], columns[0], options.weight_decay.Value, false);
        var rate = options.LearningRate.Value / (1 + ((step - 1) * options.lr_decay.Value));
        Foreach.AddProduct(columns[2], grads, grads, 1);
        var divisors = Foreach.Sqrt(columns[2]);
        Foreach.Add(divisors, options.eps.Value);
        Foreach.AddQuotient(columns[0], grads, divisors, -rate);
    }

    /// <summary>Options of a group; null for those of the optimiser.</summary>
    public class Options : OptimizerOptions
    {
        public double? lr_decay;
        public double? weight_decay;
        public double? initial_accumulator_value;
        public double? eps;

        private protected override void Each(Fields fields) => fields.Of(ref lr_decay).Of(ref weight_decay).Of(ref initial_accumulator_value).Of(ref eps);
    }

    /// <summary>Parameters that share options.</summary>
    public class ParamGroup : ParamGroup<Options>
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
        public ParamGroup(IEnumerable<Parameter> parameters, double lr = 0.01, double lr_decay = 0, double weight_decay = 0,
            double initial_accumulator_value = 0, double eps = 1e-10)
            : base(parameters,
                new Options { LearningRate = lr, lr_decay = lr_decay, weight_decay = weight_decay, initial_accumulator_value = initial_accumulator_value, eps = eps })
        {
        }
    }

    /// <summary>What is remembered of one parameter.</summary>
    public sealed class State : OptimizerState, IDisposable
    {
        public long step;
        public Tensor sum;

        /// <summary>The state of a parameter.</summary>
        public State(Parameter parameter) : base(parameter)
        {
        }

        /// <inheritdoc/>
        public override void Initialize(OptimizerOptions options)
        {
            step = 0;
            Replace(ref sum, full_like(_parameter, ((Options)options).initial_accumulator_value.Value, requires_grad: false));
        }

        /// <inheritdoc/>
        public override void SaveStateDict(BinaryWriter writer) => Save(writer);

        /// <inheritdoc/>
        public override void LoadStateDict(BinaryReader reader) => Load(reader);

        /// <inheritdoc/>
        public override void LoadStateDict(OptimizerState source) => Copy(source);

        /// <summary>Releases the state.</summary>
        public void Dispose() => DisposeTensors();

        private protected override void Each(Fields fields) => fields.Of(ref step).Of(ref sum);
    }
}
