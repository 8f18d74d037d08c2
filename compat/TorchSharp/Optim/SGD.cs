using static TorchSharp.torch;
using static TorchSharp.torch.optim;

namespace TorchSharp.Modules;

/// <summary>Stochastic gradient descent with momentum.</summary>
public class SGD : OptimizerHelper, IMomentum
{
    /// <summary>One group with these options.</summary>
    public SGD(IEnumerable<Parameter> parameters, double lr, double momentum = 0, double dampening = 0, double weight_decay = 0,
        bool nesterov = false, bool maximize = false)
        : this([new ParamGroup { Parameters = parameters }], lr, momentum, dampening, weight_decay, nesterov, maximize)
    {
    }

    /// <summary>Groups, and options for what they leave open.</summary>
    public SGD(IEnumerable<ParamGroup> parameters, double lr, double momentum = 0, double dampening = 0, double weight_decay = 0,
        bool nesterov = false, bool maximize = false)
    {
        Require(lr >= 0, $"Invalid learning rate: {lr}");
        Require(momentum >= 0, $"Invalid momentum value: {momentum}");
        Require(weight_decay >= 0, $"Invalid weight_decay value: {weight_decay}");
        Require(!nesterov || (momentum > 0 && dampening == 0), $"Nesterov momentum requires a momentum and zero dampening");
        Start(parameters, new Options { LearningRate = lr, momentum = momentum, dampening = dampening, weight_decay = weight_decay, nesterov = nesterov, maximize = maximize });
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

    private void Update(ParamGroup group)
    {
        var options = group.Options;
        Update<State, (bool First, bool HasSum)>(group, state => (options.momentum.Value != 0 && state.Begin(), state.momentum_buffer is not null),
            (columns, key) => Update(columns, options, key.First));
    }

    /// <summary>One step of parameters (0) by gradients (1) and their running sums (2), which the first step fills.</summary>
    private static void Update(Tensor[][] columns, Options options, bool first)
    {
        var grads = Foreach.Gradients(columns[1], columns[0], options.weight_decay.Value, options.maximize.Value);
        if (options.momentum.Value != 0)
        {
            Foreach.Mul(columns[2], options.momentum.Value);
            Foreach.Add(columns[2], grads, first ? 1 : 1 - options.dampening.Value);
            grads = options.nesterov.Value ? Foreach.Sum(grads, columns[2], options.momentum.Value) : columns[2];
        }

        Foreach.Add(columns[0], grads, -options.LearningRate.Value);
    }

    /// <summary>Options of a group; null for those of the optimiser.</summary>
    public class Options : OptimizerOptions
    {
        public double? momentum;
        public double? dampening;
        public double? weight_decay;
        public bool? nesterov;
        public bool? maximize;

        private protected override void Each(Fields fields) => fields.Of(ref momentum).Of(ref dampening).Of(ref weight_decay).Of(ref nesterov).Of(ref maximize);
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
        public ParamGroup(IEnumerable<Parameter> parameters, double lr = 1e-3, double momentum = 0, double dampening = 0,
            double weight_decay = 0, bool nesterov = false, bool maximize = false)
            : base(parameters,
                new Options { LearningRate = lr, momentum = momentum, dampening = dampening, weight_decay = weight_decay, nesterov = nesterov, maximize = maximize })
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
        public Tensor momentum_buffer;

        /// <summary>The state of a parameter.</summary>
        public State(Parameter parameter) : base(parameter)
        {
        }

        /// <inheritdoc/>
        public override void Initialize(OptimizerOptions options)
        {
            Replace(ref momentum_buffer, null);
        }

        /// <summary>Makes the running sum where there is none yet; true if so.</summary>
        internal bool Begin()
        {
            if (momentum_buffer is not null)
            {
                return false;
            }

            Zeros(ref momentum_buffer);
            return true;
        }

        /// <inheritdoc/>
        public override void SaveStateDict(BinaryWriter writer) => Save(writer);

        /// <inheritdoc/>
        public override void LoadStateDict(BinaryReader reader) => Load(reader);

        /// <inheritdoc/>
        public override void LoadStateDict(OptimizerState source) => Copy(source);

        /// <summary>Releases the state.</summary>
        public void Dispose() => DisposeTensors();

        private protected override void Each(Fields fields) => fields.Of(ref momentum_buffer, optional: true);
    }
}
