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
        _defaults = new Options
        {
            LearningRate = lr,
            InitialLearningRate = lr,
            momentum = momentum,
            dampening = dampening,
            weight_decay = weight_decay,
            nesterov = nesterov,
            maximize = maximize
        };
        foreach (var group in parameters)
        {
            add_param_group(group);
        }
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
    public override void add_param_group(Modules.ParamGroup param_group)
    {
        var defaults = (Options)_defaults;
        param_group.Options ??= new Options();
        var options = (Options)param_group.Options;
        options.momentum ??= defaults.momentum;
        options.dampening ??= defaults.dampening;
        options.weight_decay ??= defaults.weight_decay;
        options.nesterov ??= defaults.nesterov;
        options.maximize ??= defaults.maximize;
        Add(param_group, parameter => new State(parameter));
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        if (disposing)
        {
            DisposeStates();
        }
    }

    private void Update(ParamGroup group)
    {
        var options = group.Options;
        var ready = WithGrad<State>(group).ToList();
        if (options.momentum.Value == 0)
        {
            Blocks.Run([.. ready.Select(entry => new[] { entry.parameter, entry.grad })], columns => Update(columns, options, false));
            return;
        }

        foreach (var same in ready.GroupBy(entry => entry.state.momentum_buffer is null))
        {
            var rows = same.Select(entry => new[] { entry.parameter, entry.grad, entry.state.Buffer() }).ToList();
            Blocks.Run(rows, columns => Update(columns, options, same.Key));
        }
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

        /// <inheritdoc/>
        public override void LoadStateDict(OptimizerOptions source)
        {
            base.LoadStateDict(source);
            var other = (Options)source;
            momentum = other.momentum;
            dampening = other.dampening;
            weight_decay = other.weight_decay;
            nesterov = other.nesterov;
            maximize = other.maximize;
        }

        /// <inheritdoc/>
        public override void LoadStateDict(BinaryReader reader)
        {
            base.LoadStateDict(reader);
            momentum = reader.ReadDouble();
            dampening = reader.ReadDouble();
            weight_decay = reader.ReadDouble();
            nesterov = reader.ReadBoolean();
            maximize = reader.ReadBoolean();
        }

        /// <inheritdoc/>
        public override void SaveStateDict(BinaryWriter writer)
        {
            base.SaveStateDict(writer);
            writer.Write(momentum.Value);
            writer.Write(dampening.Value);
            writer.Write(weight_decay.Value);
            writer.Write(nesterov.Value);
            writer.Write(maximize.Value);
        }
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

        /// <summary>The running sum, made where there is none yet.</summary>
        internal Tensor Buffer()
        {
            if (momentum_buffer is null)
            {
                Zeros(ref momentum_buffer);
            }

            return momentum_buffer;
        }

        /// <inheritdoc/>
        public override void SaveStateDict(BinaryWriter writer)
        {
            SaveConditionalStateTensor(writer, momentum_buffer);
        }

        /// <inheritdoc/>
        public override void LoadStateDict(BinaryReader reader)
        {
            LoadConditionalStateTensor(reader, ref momentum_buffer, _parameter.device);
        }

        /// <inheritdoc/>
        public override void LoadStateDict(OptimizerState source)
        {
            var other = (State)source;
            Copy(ref momentum_buffer, other.momentum_buffer);
        }

        /// <inheritdoc/>
        public override void to(Device device)
        {
            Move(ref momentum_buffer, device);
        }

        /// <inheritdoc/>
        public override bool ApproximatelyEquals(OptimizerState other) =>
            other is State state && Close(momentum_buffer, state.momentum_buffer);

        /// <summary>Releases the state.</summary>
        public void Dispose()
        {
            momentum_buffer?.Dispose();
        }
    }
}
